"""Small encoded pictures of every kind that Fidelis reads, with the pixels that Pillow makes of them, and of kinds that it refuses."""
import base64
import io
import struct
import zlib

import numpy as np
from PIL import Image

import golden

WIDTH, HEIGHT, SEED = 37, 22, 20260101


def encode(image, **options):
    stream = io.BytesIO()
    image.save(stream, **options)
    return stream.getvalue()


def bmp(bits, rows, header_bytes=40, compression=0, masks=(), palette=b"", top_down=False, width=WIDTH, claimed_colors=0):
    """Packs a BMP file by hand, for the kinds that Pillow does not write."""
    stride = (width * bits + 31) // 32 * 4
    data = b"".join(row + bytes(stride - len(row)) for row in (rows if top_down else rows[::-1]))
    mask_bytes = b"".join(struct.pack("<I", mask) for mask in masks)
    header = struct.pack("<IiiHHIIiiII", header_bytes, width, -len(rows) if top_down else len(rows), 1, bits, compression, len(data), 2835, 2835, claimed_colors, 0)
    if header_bytes > 40:
        header += mask_bytes + bytes(header_bytes - 40 - len(mask_bytes))
        mask_bytes = b""
    offset = 14 + len(header) + len(mask_bytes) + len(palette)
    return b"BM" + struct.pack("<IHHI", offset + len(data), 0, 0, offset) + header + mask_bytes + palette + data


def old_bmp(rows, width=WIDTH):
    """The first version of BMP: a header of 12 bytes."""
    stride = (width * 24 + 31) // 32 * 4
    data = b"".join(row + bytes(stride - len(row)) for row in rows[::-1])
    return b"BM" + struct.pack("<IHHI", 26 + len(data), 0, 0, 26) + struct.pack("<IHHHH", 12, width, len(rows), 1, 24) + data


def animated_png(frames):
    """An animated PNG: the control chunks beside an ordinary file."""
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    plain = encode(frames[0], format="PNG")
    header_end = 8 + 25
    control = chunk(b"acTL", struct.pack(">II", 2, 0)) + chunk(b"fcTL", struct.pack(">IIIIIHHBB", 0, WIDTH, HEIGHT, 0, 0, 1, 10, 0, 0))
    return plain[:header_end] + control + plain[header_end:]


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
alpha[3, 5] = 254
transparent = Image.fromarray(np.dstack([rgb, alpha]))
opaque_grey = Image.merge("LA", [grey, Image.new("L", grey.size, 255)])
transparent_grey = Image.merge("LA", [grey, Image.fromarray(alpha)])
bilevel = grey.point(lambda value: 255 * (value > 128)).convert("1")
wide = Image.fromarray(rgb[..., 1].astype(np.uint16) * 257)
upright, turned = Image.Exif(), Image.Exif()
upright[0x0112] = 1
turned[0x0112] = 6
profile = b"\x00\x00\x02\x0c" + bytes(520)

rows32 = [rgb[r][:, ::-1].tobytes() for r in range(HEIGHT)]
bgrx = [np.dstack([rgb[r : r + 1, :, ::-1], rng.randint(0, 256, (1, WIDTH, 1)).astype(np.uint8)]).tobytes() for r in range(HEIGHT)]
bgra = [np.dstack([rgb[r : r + 1, :, ::-1], np.full((1, WIDTH, 1), 255, np.uint8)]).tobytes() for r in range(HEIGHT)]
clear = [np.dstack([rgb[r : r + 1, :, ::-1], np.full((1, WIDTH, 1), 128, np.uint8)]).tobytes() for r in range(HEIGHT)]
wide_rgb = rgb.astype(np.uint16)
packed555 = (wide_rgb[..., 0] >> 3 << 10) | (wide_rgb[..., 1] >> 3 << 5) | (wide_rgb[..., 2] >> 3)
packed565 = (wide_rgb[..., 0] >> 3 << 11) | (wide_rgb[..., 1] >> 2 << 5) | (wide_rgb[..., 2] >> 3)
rows555 = [row.astype("<u2").tobytes() for row in packed555]
rows565 = [row.astype("<u2").tobytes() for row in packed565]
colors16 = b"".join(struct.pack("BBBB", *rng.randint(0, 256, 3), 0) for _ in range(16))
indices4 = rng.randint(0, 16, (HEIGHT, WIDTH + 1))
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
    "png-grey-16-bit": ("16 bits per channel", encode(wide, format="PNG")),
    "png-rgba": ("transparent pixels", encode(transparent, format="PNG")),
    "png-grey-alpha": ("transparent pixels", encode(transparent_grey, format="PNG")),
    "png-palette-transparent": ("transparent pixels", encode(few, format="PNG", transparency=0)),
    "png-animated": ("animated PNG", animated_png([color, color])),
    "png-turned": ("EXIF orientation 6", encode(color, format="PNG", exif=turned)),
    "jpeg-cmyk": ("CMYK", encode(color.convert("CMYK"), format="JPEG")),
    "jpeg-turned": ("EXIF orientation 6", encode(color, format="JPEG", exif=turned)),
    "tiff-grey-16-bit": ("16 bits per channel", encode(wide, format="TIFF")),
    "tiff-float": ("floating-point", encode(grey.convert("F"), format="TIFF")),
    "tiff-32-bit": ("32 bits per channel", encode(grey.convert("I"), format="TIFF")),
    "tiff-cmyk": ("CMYK", encode(color.convert("CMYK"), format="TIFF")),
    "tiff-rgba": ("transparent pixels", encode(transparent, format="TIFF")),
    "tiff-pages": ("2 pages or frames", encode(color, format="TIFF", save_all=True, append_images=[color])),
    "webp-rgba": ("transparent pixels", encode(transparent, format="WEBP", lossless=True)),
    "webp-animated": ("2 pages or frames", encode(color, format="WEBP", save_all=True, append_images=[grey.convert("RGB")], duration=50)),
    "gif-animated": ("2 pages or frames", encode(palette, format="GIF", save_all=True, append_images=[few], duration=50)),
    "gif-transparent": ("transparent pixels", encode(few, format="GIF", transparency=0)),
    "bmp-run-length": ("run-length", bmp(8, [bytes(WIDTH)] * HEIGHT, compression=1, palette=colors16 * 16)),
    "bmp-transparent": ("transparent pixels", bmp(32, clear, header_bytes=108, compression=3, masks=(0xFF0000, 0xFF00, 0xFF, 0xFF000000))),
    "bmp-10-bit": ("channel masks", bmp(32, bgrx, compression=3, masks=(0x3FF00000, 0xFFC00, 0x3FF))),
    "bmp-palette-too-short": ("palette of 5", bmp(4, rows4, palette=colors16[:20], claimed_colors=5)),
    "ppm": ("does not start as any format", encode(color, format="PPM")),
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
