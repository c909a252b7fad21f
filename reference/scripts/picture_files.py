"""Encoded pictures made by hand, for the kinds that Pillow does not write: PNG of every depth, TIFF, GIF."""
import struct
import zlib

import numpy as np


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(values, bits, colors, extra=b"", interlaced=False, parts=1, before=b""):
    """Packs [height, width, channels]; every filter is used in turn."""
    height, width, channels = values.shape
    step = max(1, bits * channels // 8)

    def rows(part):
        previous, packed = None, b""
        for number, row in enumerate(part):
            if bits == 16:
                line = row.astype(">u2").tobytes()
            elif bits == 8:
                line = row.astype(np.uint8).tobytes()
            else:
                digits = "".join(format(int(value), f"0{bits}b") for value in row.ravel())
                digits += "0" * (-len(digits) % 8)
                line = bytes(int(digits[i : i + 8], 2) for i in range(0, len(digits), 8))
            packed += filtered(number % 5, line, previous or bytes(len(line)), step)
            previous = line
        return packed

    passes = [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)] if interlaced else [(0, 0, 1, 1)]
    data = b"".join(rows(values[top::down, left::right]) for left, top, right, down in passes if values[top::down, left::right].size)
    data = zlib.compress(data)
    cuts = [len(data) * i // parts for i in range(parts + 1)]
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, bits, colors, 0, 0, int(interlaced)))
    body = b"".join(chunk(b"IDAT", data[cuts[i] : cuts[i + 1]]) for i in range(parts))
    return b"\x89PNG\r\n\x1a\n" + header + before + extra + body + chunk(b"IEND", b"")


def filtered(kind, line, above, step):
    result = bytearray([kind])
    for i, value in enumerate(line):
        left = line[i - step] if i >= step else 0
        corner = above[i - step] if i >= step else 0
        estimate = left + above[i] - corner
        distances = [abs(estimate - left), abs(estimate - above[i]), abs(estimate - corner)]
        paeth = (left, above[i], corner)[distances.index(min(distances))]
        result.append((value - (0, left, above[i], (left + above[i]) // 2, paeth)[kind]) & 255)
    return bytes(result)


def tiff(values, photometric, sample_format=1, extra=None, orientation=None, bits=None, big=False, order="<", planar=False, packed=None, tags=()):
    """Packs one strip, uncompressed."""
    height, width, channels = values.shape
    bits = bits or values.dtype.itemsize * 8
    kind = values.dtype.newbyteorder(order)
    data = packed or (np.moveaxis(values, -1, 0) if planar else values).astype(kind).tobytes()
    fields = [(256, 4, [width]), (257, 4, [height]), (258, 3, [bits] * channels), (259, 3, [1]), (262, 3, [photometric]),
              (277, 3, [channels]), (278, 4, [height]), (284, 3, [2 if planar else 1]), (339, 3, [sample_format] * channels), *tags]
    if extra is not None:
        fields.append((338, 3, [extra]))
    if orientation:
        fields.append((274, 3, [orientation]))
    size = len(data) // channels
    start = 16 if big else 8
    strips = channels if planar else 1
    fields.append((273, 4, [start + i * size for i in range(strips)]))
    fields.append((279, 4, [size] * strips if planar else [len(data)]))
    data += bytes(len(data) % 2)
    fields.sort()
    inline, width_of = (8, 20) if big else (4, 12)
    directory = start + len(data)
    after = directory + (8 if big else 2) + width_of * len(fields) + inline
    entries, outside = b"", b""
    for tag, field_type, numbers in fields:
        payload = b"".join(struct.pack(order + ("H" if field_type == 3 else "I"), number) for number in numbers)
        entries += struct.pack(order + ("HHQ" if big else "HHI"), tag, field_type, len(numbers))
        if len(payload) <= inline:
            entries += payload + bytes(inline - len(payload))
        else:
            entries += struct.pack(order + ("Q" if big else "I"), after + len(outside))
            outside += payload
    mark = b"II" if order == "<" else b"MM"
    if big:
        header = mark + struct.pack(order + "HHHQ", 43, 8, 0, directory)
        count = struct.pack(order + "Q", len(fields))
    else:
        header = mark + struct.pack(order + "HI", 42, directory)
        count = struct.pack(order + "H", len(fields))
    return header + data + count + entries + bytes(inline) + outside


def gif(indices, palette, canvas, left=0, top=0, transparent=None, interlaced=False, local=False, end=b";"):
    """One frame; codes that never grow a table, cleared often."""
    height, width = indices.shape
    rows = [row for start, step in ((0, 8), (4, 8), (2, 4), (1, 2)) for row in range(start, height, step)] if interlaced else range(height)
    flat = np.concatenate([indices[row] for row in rows])
    codes = []
    for i, value in enumerate(flat):
        if i % 60 == 0:
            codes.append(128)
        codes.append(int(value))
    codes.append(129)
    number, place, data = 0, 0, bytearray()
    for code in codes:
        number |= code << place
        place += 8
        while place >= 8:
            data.append(number & 255)
            number >>= 8
            place -= 8
    table = palette.astype(np.uint8).tobytes() if palette is not None else b""
    size = (0x80 | (len(palette).bit_length() - 2)) if palette is not None else 0
    file = b"GIF89a" + struct.pack("<HHBBB", *canvas, 0 if local else size, 0, 0) + (b"" if local else table)
    if transparent is not None:
        file += b"\x21\xf9\x04" + struct.pack("<BHB", 1, 0, transparent) + b"\0"
    file += b"," + struct.pack("<HHHHB", left, top, width, height, (0x40 if interlaced else 0) | (size if local else 0)) + (table if local else b"")
    file += b"\x07" + b"".join(bytes([len(part)]) + bytes(part) for part in (data[i : i + 255] for i in range(0, len(data), 255))) + b"\0"
    return file + end
