"""Small encoded pictures of every kind that Fidelis reads, with the pixels that Pillow makes of them, and of kinds that it refuses."""
import base64
import io
import struct

import numpy as np
from PIL import Image

import golden

WIDTH, HEIGHT, SEED = 37, 22, 20260101


def encode(image, **options):
    stream = io.BytesIO()
    image.save(stream, **options)
    return stream.getvalue()


def bmp(bits, rows, header_bytes=40, compression=0, masks=(), palette=b"", top_down=False, width=WIDTH, claimed_colors=0, header_height=None, data=None):
    """Packs a BMP file by hand, for the kinds that Pillow does not write."""
    stride = (width * bits + 31) // 32 * 4
    data = data or b"".join(row + bytes(stride - len(row)) for row in (rows if top_down else rows[::-1]))
    height = header_height or len(rows)
    mask_bytes = b"".join(struct.pack("<I", mask) for mask in masks)
    header = struct.pack("<IiiHHIIiiII", header_bytes, width, -height if top_down else height, 1, bits, compression, len(data), 2835, 2835, claimed_colors, 0)
    if header_bytes > 40:
        header += mask_bytes + bytes(header_bytes - 40 - len(mask_bytes))
        mask_bytes = b""
    offset = 14 + len(header) + len(mask_bytes) + len(palette)
    return b"BM" + struct.pack("<IHHI", offset + len(data), 0, 0, offset) + header + mask_bytes + palette + data


def run_length8(indices):
    """Rows from the bottom up: runs where a value repeats, values as they are elsewhere, and a move over the last pixels of one row."""
    data = b""
    for number, row in enumerate(indices[::-1]):
        place = 0
        while place < len(row):
            run = 1
            while place + run < len(row) and row[place + run] == row[place] and run < 255:
                run += 1
            literal = row[place : place + 5]
            if run == 1 and len(literal) == 5:
                data += bytes([0, 5, *literal, 0])
                place += 5
            else:
                data += bytes([run, row[place]])
                place += run
        data += bytes([0, 0])
    return data + bytes([0, 1])


def run_length4(indices):
    """Rows from the bottom up: values as they are, then a run of one. (Pillow 9.4 loses the last of an odd number of values.)"""
    data = b""
    for row in indices[::-1]:
        packed = [(high << 4) | low for high, low in zip(row[0 : WIDTH - 1 : 2], row[1 : WIDTH - 1 : 2])]
        data += bytes([0, WIDTH - 1, *packed]) + bytes(len(packed) % 2) + bytes([1, row[WIDTH - 1] << 4, 0, 0])
    return data + bytes([0, 1])


def old_bmp(rows, width=WIDTH):
    """The first version of BMP: a header of 12 bytes."""
    stride = (width * 24 + 31) // 32 * 4
    data = b"".join(row + bytes(stride - len(row)) for row in rows[::-1])
    return b"BM" + struct.pack("<IHHI", 26 + len(data), 0, 0, 26) + struct.pack("<IHHHH", 12, width, len(rows), 1, 24) + data


rng = np.random.RandomState(SEED)
y, x = np.mgrid[0:HEIGHT, 0:WIDTH]
smooth = np.stack([6 * x + 20, 9 * y + 3 * x, 255 - 5 * x - 2 * y], -1) + 25 * np.sin(x / 3)[..., None]
rgb = np.clip(smooth + rng.randint(-20, 21, (HEIGHT, WIDTH, 3)), 0, 255).astype(np.uint8)
color = Image.fromarray(rgb)
grey = Image.fromarray(rgb[..., 1].copy())
palette = color.quantize(32)
few = color.quantize(7)
alpha = np.full((HEIGHT, WIDTH), 255, np.uint8)
opaque = Image.fromarray(np.dstack([rgb, alpha]))
opaque_grey = Image.merge("LA", [grey, Image.new("L", grey.size, 255)])
bilevel = grey.point(lambda value: 255 * (value > 128)).convert("1")
upright = Image.Exif()
upright[0x0112] = 1
profile = b"\x00\x00\x02\x0c" + bytes(520)

rows32 = [rgb[r][:, ::-1].tobytes() for r in range(HEIGHT)]
bgrx = [np.dstack([rgb[r : r + 1, :, ::-1], rng.randint(0, 256, (1, WIDTH, 1)).astype(np.uint8)]).tobytes() for r in range(HEIGHT)]
bgra = [np.dstack([rgb[r : r + 1, :, ::-1], np.full((1, WIDTH, 1), 255, np.uint8)]).tobytes() for r in range(HEIGHT)]
wide_rgb = rgb.astype(np.uint16)
packed555 = (wide_rgb[..., 0] >> 3 << 10) | (wide_rgb[..., 1] >> 3 << 5) | (wide_rgb[..., 2] >> 3)
packed565 = (wide_rgb[..., 0] >> 3 << 11) | (wide_rgb[..., 1] >> 2 << 5) | (wide_rgb[..., 2] >> 3)
rows555 = [row.astype("<u2").tobytes() for row in packed555]
rows565 = [row.astype("<u2").tobytes() for row in packed565]
colors16 = b"".join(struct.pack("BBBB", *rng.randint(0, 256, 3), 0) for _ in range(16))
indices4 = rng.randint(0, 16, (HEIGHT, WIDTH + 1))
indices8 = np.repeat(rng.randint(0, 64, (HEIGHT, 13)), 3, axis=1)[:, :WIDTH]
indices8[5] = rng.randint(0, 64, WIDTH)
rows4 = [((row[0::2] << 4) | row[1::2]).astype(np.uint8).tobytes() for row in indices4]

exact = {
    "png-rgb": encode(color, format="PNG"),
    "png-grey": encode(grey, format="PNG"),
    "png-grey-1-bit": encode(bilevel, format="PNG"),
    "png-palette": encode(palette, format="PNG"),
    "png-palette-4-bit": encode(few, format="PNG", bits=4),
    "png-palette-opaque-transparency": encode(few, format="PNG", transparency=bytes([255] * 7)),
    "png-rgba-opaque": encode(opaque, format="PNG"),
    "png-grey-alpha-opaque": encode(opaque_grey, format="PNG"),
    "png-gamma-and-profile": encode(color, format="PNG", icc_profile=profile, dpi=(300, 300)),
    "png-upright": encode(color, format="PNG", exif=upright),
    "tiff-rgb": encode(color, format="TIFF"),
    "tiff-grey": encode(grey, format="TIFF"),
    "tiff-bilevel": encode(bilevel, format="TIFF"),
    "tiff-lzw": encode(color, format="TIFF", compression="tiff_lzw"),
    "tiff-deflate": encode(grey, format="TIFF", compression="tiff_adobe_deflate"),
    "tiff-packbits": encode(color, format="TIFF", compression="packbits"),
    "tiff-rgba-opaque": encode(opaque, format="TIFF"),
    "webp-lossless": encode(color, format="WEBP", lossless=True),
    "webp-lossless-opaque": encode(opaque, format="WEBP", lossless=True, exact=True),
    "gif-palette": encode(palette, format="GIF"),
    "gif-grey": encode(grey, format="GIF"),
    "bmp-24": encode(color, format="BMP"),
    "bmp-8-grey": encode(grey, format="BMP"),
    "bmp-8-palette": encode(palette, format="BMP"),
    "bmp-1": encode(bilevel, format="BMP"),
    "bmp-4": bmp(4, rows4, palette=colors16, claimed_colors=16),
    "bmp-16-555": bmp(16, rows555),
    "bmp-16-565": bmp(16, rows565, compression=3, masks=(0xF800, 0x07E0, 0x001F)),
    "bmp-32-unused": bmp(32, bgrx),
    "bmp-32-masks": bmp(32, bgrx, compression=3, masks=(0xFF0000, 0xFF00, 0xFF)),
    "bmp-32-opaque": bmp(32, bgra, header_bytes=108, compression=3, masks=(0xFF0000, 0xFF00, 0xFF, 0xFF000000)),
    "bmp-8-run-length": bmp(8, [], header_height=HEIGHT, data=run_length8(indices8), compression=1, palette=colors16 * 16),
    "bmp-4-run-length": bmp(4, [], header_height=HEIGHT, data=run_length4(indices4), compression=2, palette=colors16),
    "bmp-24-top-down": bmp(24, rows32, top_down=True),
    "bmp-24-oldest": old_bmp(rows32),
}
lossy = {
    "jpeg-444": encode(color, format="JPEG", quality=92, subsampling=0),
    "jpeg-422": encode(color, format="JPEG", quality=85, subsampling=1),
    "jpeg-420": encode(color, format="JPEG", quality=75, subsampling=2),
    "jpeg-420-low-quality": encode(color, format="JPEG", quality=20, subsampling=2),
    "jpeg-progressive": encode(color, format="JPEG", quality=80, progressive=True),
    "jpeg-grey": encode(grey, format="JPEG", quality=80),
    "jpeg-profile": encode(color, format="JPEG", quality=80, icc_profile=profile),
    "tiff-jpeg": encode(color, format="TIFF", compression="jpeg"),
    "webp-lossy": encode(color, format="WEBP", quality=80),
}
refused = {
    "tiff-32-bit": ("32-bit integers", encode(grey.convert("I"), format="TIFF")),
    "tiff-lab": ("CIELAB", encode(color.convert("LAB"), format="TIFF")),
    "bmp-10-bit": ("channel masks", bmp(32, bgrx, compression=3, masks=(0x3FF00000, 0xFFC00, 0x3FF))),
    "bmp-palette-too-short": ("palette of 5", bmp(4, rows4, palette=colors16[:20], claimed_colors=5)),
    "dicom": ("DICOM file, which Fidelis does not read; export its slices as 16-bit PNG", bytes(128) + b"DICM" + bytes(64)),
    "nifti": ("NIfTI file", struct.pack("<I", 348) + bytes(340) + b"n+1\0" + bytes(64)),
    "gzip": ("compressed with gzip", b"\x1f\x8b\x08" + bytes(40)),
    "svg": ("SVG drawing; render it as PNG", b'<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"/>'),
    "pdf": ("PDF file", b"%PDF-1.7\n" + bytes(40)),
    "heic": ("HEVC codec", b"\0\0\0\x18ftypheic" + bytes(40)),
    "jpeg-xl": ("JPEG XL", b"\xff\x0a" + bytes(40)),
    "jpeg-2000": ("JPEG 2000", b"\0\0\0\x0cjP  \r\n\x87\n" + bytes(40)),
    "web-page": ("web page", b"<!DOCTYPE html><html></html>"),
    "zip": ("ZIP archive", b"PK\x03\x04" + bytes(40)),
    "git-lfs": ("Git LFS", b"version https://git-lfs.github.com/spec/v1\n"),
    "pnm-too-large-value": ("value 0 is 9", b"P2 1 1 5 9 "),
    "pnm-no-number": ("value 1 is no number", b"P2 2 1 5 4 x "),
}


def read(encoded):
    return Image.open(io.BytesIO(encoded)).convert("RGB")


def text(data):
    return base64.b64encode(data).decode()


def expected(name, encoded):
    image = read(encoded)
    return {"name": name, "encoded": text(encoded), "width": image.width, "height": image.height, "rgb": text(image.tobytes())}


packages = ("numpy", "PIL")
golden.write("decoding", "exact", [expected(*item) for item in exact.items()], SEED, packages)
golden.write("decoding", "lossy", [expected(*item) for item in lossy.items()], SEED, packages)
golden.write("decoding", "refused", [{"name": name, "reason": reason, "encoded": text(data)} for name, (reason, data) in refused.items()], SEED, packages)
