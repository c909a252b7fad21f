"""Encoded pictures whose pixels need a rule: deep, transparent, inked, turned, animated. Expected pixels come from the stated rule in numpy;
beside each stands the largest difference from what Pillow makes of the same file (convert("RGB"), and alpha_composite where alpha is drawn)."""
import base64
import io
import struct

import numpy as np
from PIL import Image, ImageCms, ImageOps

import golden
from picture_files import chunk, gif, png, tiff

WIDTH, HEIGHT, SEED = 19, 13, 20260102
WHITE = (255, 255, 255)


def encode(image, **options):
    stream = io.BytesIO()
    image.save(stream, **options)
    return stream.getvalue()


# The rules.
def halves_up(values):
    return np.floor(values + 0.5)


def window(values, low, high):
    """round(255 (v - low) / (high - low)), halves up, cut off; all 0 where low equals high."""
    if low == high:
        return np.zeros(values.shape, np.uint8)
    return np.clip(halves_up(255 * (values.astype(np.float64) - low) / (high - low)), 0, 255).astype(np.uint8)


def composite(colors, alpha, background=WHITE):
    """round((c a + b (255 - a)) / 255)"""
    colors, alpha = colors.astype(np.float64), alpha.astype(np.float64)[..., None]
    return halves_up((colors * alpha + np.array(background, np.float64) * (255 - alpha)) / 255).astype(np.uint8)


def inks(cmyk):
    """w - round(c w / 255), w = 255 - k"""
    white = 255.0 - cmyk[..., 3:]
    return (white - halves_up(cmyk[..., :3] * white / 255)).astype(np.uint8)


def three(grey):
    return np.repeat(grey[..., None], 3, axis=-1)


def exif(orientation):
    data = Image.Exif()
    data[0x0112] = orientation
    return data


rng = np.random.RandomState(SEED)
y, x = np.mgrid[0:HEIGHT, 0:WIDTH]
rgb = np.clip(np.stack([12 * x + 20, 15 * y + 3 * x, 255 - 9 * x - 6 * y], -1) + rng.randint(-20, 21, (HEIGHT, WIDTH, 3)), 0, 255).astype(np.uint8)
grey = rgb[..., 1].copy()
alpha = rng.randint(0, 256, (HEIGHT, WIDTH)).astype(np.uint8)
alpha[0] = 0
alpha[1] = 255
deep = rng.randint(0, 65536, (HEIGHT, WIDTH, 3)).astype(np.uint16)
deep[0, :4, 0] = (0, 65535, 128, 129)
deep_alpha = rng.randint(0, 65536, (HEIGHT, WIDTH)).astype(np.uint16)
narrow = (rng.randint(0, 4096, (HEIGHT, WIDTH)) + 1000).astype(np.uint16)
floats = rng.uniform(-1, 1, (HEIGHT, WIDTH)).astype(np.float32)
floats3 = rng.uniform(0, 1, (HEIGHT, WIDTH, 3)).astype(np.float32)
color, rgba, la = Image.fromarray(rgb), Image.fromarray(np.dstack([rgb, alpha])), Image.merge("LA", [Image.fromarray(grey), Image.fromarray(alpha)])
palette = color.quantize(31)
palette_colors = np.array(palette.getpalette()[: 3 * 31], np.uint8).reshape(-1, 3)
indices = np.array(palette)
opacities = rng.randint(0, 256, 31).astype(np.uint8)
cmyk = rng.randint(0, 256, (HEIGHT, WIDTH, 4)).astype(np.uint8)
grid = np.zeros((256, 256, 4), np.uint8)
grid[..., 0], grid[..., 3] = np.mgrid[0:256, 0:256]
grid[..., 1], grid[..., 2] = 255 - grid[..., 0], 7
srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def wide_gamut():
    """A profile with other primaries and a gamma of 2.2: sRGB's with its green and its curves replaced."""
    profile = bytearray(srgb)
    count = struct.unpack(">I", profile[128:132])[0]
    for i in range(count):
        name, offset, _ = struct.unpack(">4sII", profile[132 + 12 * i : 144 + 12 * i])
        if name in (b"rTRC", b"gTRC", b"bTRC"):
            profile[offset : offset + 16] = b"para" + struct.pack(">IHHI", 0, 0, 0, int(2.2 * 65536))
        if name == b"gXYZ":
            profile[offset + 8 : offset + 20] = struct.pack(">iii", *(int(value * 65536) for value in (0.2051, 0.6257, 0.0609)))
        if name == b"rXYZ":
            profile[offset + 8 : offset + 20] = struct.pack(">iii", *(int(value * 65536) for value in (0.6097, 0.3111, 0.0195)))
    return bytes(profile)


def in_srgb(image, profile):
    return np.array(ImageCms.profileToProfile(image, ImageCms.ImageCmsProfile(io.BytesIO(profile)), ImageCms.createProfile("sRGB"), renderingIntent=1, outputMode="RGB"))


def opened(encoded):
    return Image.open(io.BytesIO(encoded))


def upright(encoded):
    return np.array(ImageOps.exif_transpose(opened(encoded)).convert("RGB"))


def without_adobe(encoded):
    start = encoded.index(b"\xff\xee")
    return encoded[:start] + encoded[start + 2 + struct.unpack(">H", encoded[start + 2 : start + 4])[0] :]


def pillow(encoded):
    return np.array(opened(encoded).convert("RGB"))


def animated_png():
    control = chunk(b"acTL", struct.pack(">II", 2, 0)) + chunk(b"fcTL", struct.pack(">IIIIIHHBB", 0, WIDTH, HEIGHT, 0, 0, 1, 10, 0, 0))
    return png(rgb, 8, 2, before=control)


cases = []


def case(name, encoded, expected, mode, treatments="None", frames=1, lossy=False, rules=None, tolerance=0, span=None):
    """tolerance: what two implementations of the same library function may differ by; 0 for rules of our own."""
    try:
        made = pillow(encoded)
        difference = int(np.abs(made.astype(int) - expected).max()) if made.shape == expected.shape else None
    except Exception:
        difference = None
    composited = None
    if difference is not None and treatments == "Composited":
        background = Image.new("RGBA", expected.shape[1::-1], tuple((rules or {}).get("background", WHITE)))
        drawn = np.array(Image.alpha_composite(background, opened(encoded).convert("RGBA")).convert("RGB"))
        composited = int(np.abs(drawn.astype(int) - expected).max())
    cases.append({
        "name": name, "encoded": base64.b64encode(encoded).decode(), "width": expected.shape[1], "height": expected.shape[0],
        "rgb": base64.b64encode(expected.astype(np.uint8).tobytes()).decode(), "mode": mode, "treatments": treatments, "frames": frames,
        "lossy": lossy, "rules": rules or {}, "tolerance": tolerance, "range": span, "pillowDifference": difference, "pillowCompositeDifference": composited,
    })


def span(values):
    return [float(values.min()), float(values.max())]


grey16, deep_full = deep[..., 0], window(deep, 0, 65535)

# Depth.
case("png-grey-16", png(deep[..., :1], 16, 0), three(deep_full[..., 0]), "16-bit grey", "Windowed", span=span(grey16))
case("png-rgb-16", png(deep, 16, 2), deep_full, "16-bit RGB", "Windowed", span=span(deep))
case("png-grey-16-fixed", png(narrow[..., None], 16, 0), three(window(narrow, 1500, 4000)), "16-bit grey", "Windowed, Clipped", rules={"window": [1500, 4000]}, span=span(narrow))
case("png-grey-16-fixed-fractions", png(narrow[..., None], 16, 0), three(window(narrow, 999.5, 6000.25)), "16-bit grey", "Windowed", rules={"window": [999.5, 6000.25]}, span=span(narrow))
case("png-grey-16-per-image", png(narrow[..., None], 16, 0), three(window(narrow, narrow.min(), narrow.max())), "16-bit grey", "Windowed", rules={"window": "image"}, span=span(narrow))
flat = np.full((HEIGHT, WIDTH, 1), 777, np.uint16)
case("png-grey-16-constant", png(flat, 16, 0), np.zeros((HEIGHT, WIDTH, 3)), "16-bit grey", "Windowed", rules={"window": "image"}, span=span(flat))
case("tiff-grey-16", tiff(grey16[..., None], 1), three(deep_full[..., 0]), "16-bit grey", "Windowed", span=span(grey16))
case("tiff-rgb-16-big-endian", tiff(deep, 2, order=">"), deep_full, "16-bit RGB", "Windowed", span=span(deep))
case("tiff-rgb-16-planar", tiff(deep, 2, planar=True), deep_full, "16-bit RGB", "Windowed", span=span(deep))
case("tiff-grey-16-big", tiff(grey16[..., None], 1, big=True), three(deep_full[..., 0]), "16-bit grey", "Windowed", span=span(grey16))
case("tiff-grey-16-min-is-white", tiff(grey16[..., None], 0), three(window(65535 - grey16, 0, 65535)), "16-bit grey", "Windowed", span=span(65535 - grey16))
case("tiff-float-fixed", tiff(floats[..., None], 1, sample_format=3), three(window(floats, -1, 1)), "32-bit float grey", "Windowed", rules={"window": [-1, 1]}, span=span(floats))
case("tiff-float-clipped", tiff(floats[..., None], 1, sample_format=3), three(window(floats, -0.5, 0.25)), "32-bit float grey", "Windowed, Clipped", rules={"window": [-0.5, 0.25]}, span=span(floats))
case("tiff-float-rgb-per-image", tiff(floats3, 2, sample_format=3), window(floats3, floats3.min(), floats3.max()), "32-bit float RGB", "Windowed", rules={"window": "image"}, span=span(floats3))

# Alpha.
case("png-rgba", png(np.dstack([rgb, alpha]), 8, 6), composite(rgb, alpha), "8-bit RGB with alpha", "Composited")
case("png-rgba-background", encode(rgba, format="PNG"), composite(rgb, alpha, (10, 200, 77)), "8-bit RGB with alpha", "Composited", rules={"background": [10, 200, 77]})
case("png-grey-alpha", encode(la, format="PNG"), composite(three(grey), alpha), "8-bit grey with alpha", "Composited")
case("png-grey-alpha-background", encode(la, format="PNG"), composite(three(grey), alpha, (10, 200, 77)), "8-bit grey with alpha", "Composited", rules={"background": [10, 200, 77]})
case("png-rgba-16", png(np.dstack([deep, deep_alpha]), 16, 6), composite(deep_full, window(deep_alpha, 0, 65535)), "16-bit RGB with alpha", "Windowed, Composited", span=span(deep))
case("png-grey-alpha-16-per-image", png(np.dstack([narrow, deep_alpha]), 16, 4), composite(three(window(narrow, narrow.min(), narrow.max())), window(deep_alpha, 0, 65535)), "16-bit grey with alpha", "Windowed, Composited", rules={"window": "image"}, span=span(narrow))
table = chunk(b"PLTE", palette_colors.tobytes()) + chunk(b"tRNS", opacities.tobytes())
looked_up = palette_colors[indices]
case("png-palette-transparent", png(indices[..., None], 8, 3, table), composite(looked_up, opacities[indices]), "8-bit palette with alpha", "Composited")
case("png-grey-transparent-colour", png(grey[..., None], 8, 0, chunk(b"tRNS", struct.pack(">H", grey[3, 4]))), composite(three(grey), np.where(grey == grey[3, 4], 0, 255)), "8-bit grey with alpha", "Composited")
case("png-rgb-transparent-colour", png(rgb, 8, 2, chunk(b"tRNS", struct.pack(">HHH", *rgb[3, 4]))), composite(rgb, np.where((rgb == rgb[3, 4]).all(-1), 0, 255)), "8-bit RGB with alpha", "Composited")
case("png-rgb-16-transparent-colour", png(deep, 16, 2, chunk(b"tRNS", struct.pack(">HHH", *deep[3, 4]))), composite(deep_full, np.where((deep == deep[3, 4]).all(-1), 0, 255)), "16-bit RGB with alpha", "Windowed, Composited", span=span(deep))
two = (grey >> 6)[..., None]
case("png-grey-2-transparent-colour", png(two, 2, 0, chunk(b"tRNS", struct.pack(">H", 2))), composite(three(two[..., 0] * 85), np.where(two[..., 0] == 2, 0, 255)), "2-bit grey with alpha", "Composited")
case("tiff-rgba", tiff(np.dstack([rgb, alpha]), 2, extra=2), composite(rgb, alpha), "8-bit RGB with alpha", "Composited")
case("tiff-rgb-unused", tiff(np.dstack([rgb, alpha]), 2, extra=0), rgb, "8-bit RGB")
case("webp-rgba", encode(rgba, format="WEBP", lossless=True, exact=True), composite(rgb, alpha), "8-bit RGB with alpha", "Composited")
transparent = indices == indices[2, 3]
case("gif-transparent", gif(indices, np.vstack([palette_colors, [[1, 2, 3]]]), (WIDTH, HEIGHT), transparent=int(indices[2, 3])), composite(looked_up, np.where(transparent, 0, 255)), "8-bit palette with alpha", "Composited")

# Few bits and interlacing, which need no rule beyond Pillow's.
for bits in (1, 2, 4, 8):
    values = (grey >> (8 - bits))[..., None]
    case(f"png-grey-{bits}", png(values, bits, 0), three(values[..., 0] * (255 // (2**bits - 1))), f"{bits}-bit grey")
    case(f"png-grey-{bits}-interlaced", png(values, bits, 0, interlaced=True), three(values[..., 0] * (255 // (2**bits - 1))), f"{bits}-bit grey")
case("png-rgb-all-filters", png(rgb, 8, 2), rgb, "8-bit RGB")
case("png-rgb-interlaced", png(rgb, 8, 2, interlaced=True), rgb, "8-bit RGB")
case("png-rgb-many-parts", png(rgb, 8, 2, parts=9), rgb, "8-bit RGB")
case("png-rgb-one-column", png(rgb[:, :1], 8, 2), rgb[:, :1], "8-bit RGB")
case("png-rgb-one-pixel-interlaced", png(rgb[:1, :1], 8, 2, interlaced=True), rgb[:1, :1], "8-bit RGB")
case("png-rgba-16-interlaced", png(np.dstack([deep, deep_alpha]), 16, 6, interlaced=True), composite(deep_full, window(deep_alpha, 0, 65535)), "16-bit RGB with alpha", "Windowed, Composited", span=span(deep))
case("png-palette-2", png(indices[..., None] % 4, 2, 3, chunk(b"PLTE", palette_colors[:4].tobytes())), palette_colors[indices % 4], "2-bit palette")
case("tiff-grey-8-min-is-white", tiff(grey[..., None], 0), three(255 - grey), "8-bit grey")
bits1 = grey > 128
packed1 = np.packbits(bits1, axis=1).tobytes()
case("tiff-bilevel-min-is-white", tiff(bits1[..., None].astype(np.uint8), 0, bits=1, packed=packed1), three(np.where(bits1, 0, 255)), "1-bit grey")

# Inks.
inked = Image.fromarray(cmyk, "CMYK")
case("tiff-cmyk", encode(inked, format="TIFF"), inks(cmyk), "8-bit CMYK", "CmykConverted")
case("tiff-cmyk-all-pairs", encode(Image.fromarray(grid, "CMYK"), format="TIFF", compression="tiff_adobe_deflate"), inks(grid), "8-bit CMYK", "CmykConverted")
adobe = encode(color.convert("CMYK"), format="JPEG", quality=90)
place = adobe.index(b"Adobe") + 11
ycck = adobe[:place] + b"\2" + adobe[place + 1 :]
for name, encoded in (("jpeg-cmyk-adobe", adobe), ("jpeg-cmyk-plain", without_adobe(adobe)), ("jpeg-ycck", ycck)):
    case(name, encoded, pillow(encoded), "8-bit CMYK", "CmykConverted", lossy=True)

# Orientation. Pillow applies it only when it is asked to (ImageOps.exif_transpose).
for orientation in range(2, 9):
    encoded = encode(color, format="JPEG", quality=90, exif=exif(orientation))
    case(f"jpeg-orientation-{orientation}", encoded, upright(encoded), "8-bit RGB", "Oriented", lossy=True)
for name, options in (("png", {}), ("webp", {"lossless": True}), ("tiff", {})):
    encoded = encode(color, format=name.upper(), exif=exif(6), **options)
    case(f"{name}-orientation-6", encoded, np.rot90(rgb, -1), "8-bit RGB", "Oriented")

# Frames.
second = Image.fromarray(255 - rgb)
case("png-animated", animated_png(), rgb, "8-bit RGB", "FirstFrame", frames=2)
encoded = encode(color, format="WEBP", save_all=True, append_images=[second], duration=50, lossless=True)
case("webp-animated", encoded, pillow(encoded), "8-bit RGB", "FirstFrame", frames=2)
encoded = encode(palette, format="GIF", save_all=True, append_images=[second.quantize(31)], duration=50)
case("gif-animated", encoded, pillow(encoded), "8-bit palette", "FirstFrame", frames=2)
encoded = encode(color, format="TIFF", save_all=True, append_images=[second, color])
case("tiff-pages", encoded, rgb, "8-bit RGB", "FirstFrame", frames=3)

# GIF canvases: as Pillow draws the first frame.
small = indices[:6, :7]
full_palette = np.vstack([palette_colors, [[1, 2, 3]]])
for name, options in (("gif-small-frame", {}), ("gif-interlaced", {"interlaced": True}), ("gif-own-palette", {"local": True}), ("gif-without-end", {"end": b""})):
    encoded = gif(small, full_palette, (WIDTH, HEIGHT), left=4, top=5, **options)
    case(name, encoded, pillow(encoded), "8-bit palette")
encoded = gif(indices, full_palette, (5, 4))
case("gif-frame-beyond-canvas", encoded, pillow(encoded), "8-bit palette")
encoded = gif(indices, None, (WIDTH, HEIGHT))
case("gif-without-palette", encoded, three(indices), "8-bit palette")
on_canvas = np.zeros((HEIGHT, WIDTH), int)
canvas_alpha = np.zeros((HEIGHT, WIDTH))
on_canvas[5:11, 4:11], canvas_alpha[5:11, 4:11] = small, np.where(small == 3, 0, 255)
case("gif-small-frame-transparent", gif(small, full_palette, (WIDTH, HEIGHT), left=4, top=5, transparent=3), composite(full_palette[on_canvas], canvas_alpha), "8-bit palette with alpha", "Composited")

# Profiles.
wide = wide_gamut()
case("png-profile-srgb", encode(color, format="PNG", icc_profile=srgb), rgb, "8-bit RGB")
case("png-profile-ignored", encode(color, format="PNG", icc_profile=wide), rgb, "8-bit RGB", "ProfileIgnored")
case("tiff-profile-ignored", encode(color, format="TIFF", icc_profile=wide), rgb, "8-bit RGB", "ProfileIgnored")
case("webp-profile-ignored", encode(color, format="WEBP", lossless=True, icc_profile=wide), rgb, "8-bit RGB", "ProfileIgnored")
case("png-profile-converted", encode(color, format="PNG", icc_profile=wide), in_srgb(color, wide), "8-bit RGB", "ProfileConverted", rules={"profiles": True}, tolerance=1)
encoded = encode(color, format="JPEG", quality=95, icc_profile=wide)
case("jpeg-profile-converted", encoded, in_srgb(opened(encoded).convert("RGB"), wide), "8-bit RGB", "ProfileConverted", lossy=True, rules={"profiles": True}, tolerance=1)

# PNM.
case("pbm-text", b"P1 # a comment\n# another\n" + b"%d %d\n" % (WIDTH, HEIGHT) + "\n".join("".join("1" if bit else "0" for bit in row) for row in bits1).encode(), three(np.where(bits1, 0, 255)), "1-bit grey")
case("pbm", b"P4\n%d %d\n" % (WIDTH, HEIGHT) + packed1, three(np.where(bits1, 0, 255)), "1-bit grey")
case("pgm-text", b"P2\n#c\n%d %d 255\n" % (WIDTH, HEIGHT) + " ".join(map(str, grey.ravel())).encode(), three(grey), "8-bit grey")
case("ppm-text", b"P3 %d %d 255 " % (WIDTH, HEIGHT) + "\n".join(map(str, rgb.ravel())).encode(), rgb, "8-bit RGB")
case("pgm", b"P5 %d %d 255\n" % (WIDTH, HEIGHT) + grey.tobytes(), three(grey), "8-bit grey")
case("ppm", b"P6 %d %d 255\n" % (WIDTH, HEIGHT) + rgb.tobytes(), rgb, "8-bit RGB")
case("ppm-maximum-200", b"P6 %d %d 200\n" % (WIDTH, HEIGHT) + (rgb % 201).tobytes(), window(rgb % 201, 0, 200), "8-bit RGB")
case("pgm-12-bit", b"P5 %d %d 4095\n" % (WIDTH, HEIGHT) + (deep[..., 0] >> 4).astype(">u2").tobytes(), three(window(deep[..., 0] >> 4, 0, 4095)), "16-bit grey", "Windowed", span=span(deep[..., 0] >> 4))
case("ppm-16-bit", b"P6 %d %d 65535\n" % (WIDTH, HEIGHT) + deep.astype(">u2").tobytes(), deep_full, "16-bit RGB", "Windowed", span=span(deep))
case("pgm-text-16-bit", b"P2 %d %d 65535 " % (WIDTH, HEIGHT) + " ".join(map(str, deep[..., 0].ravel())).encode(), three(deep_full[..., 0]), "16-bit grey", "Windowed", span=span(grey16))
case("pam-rgba", b"P7\nWIDTH %d\nHEIGHT %d\nDEPTH 4\nMAXVAL 255\nTUPLTYPE RGB_ALPHA\nENDHDR\n" % (WIDTH, HEIGHT) + np.dstack([rgb, alpha]).tobytes(), composite(rgb, alpha), "8-bit RGB with alpha", "Composited")

# AVIF, written by libvips 8.18.7 without loss; Pillow 9.4 does not read it.
ay, ax = np.mgrid[0:8, 0:12]
avif = np.stack([ax * 20, ay * 30, (ax * ay * 3) % 256], -1).astype(np.uint8)
AVIF_RGB = "AAAAHGZ0eXBhdmlmAAAAAG1pZjFhdmlmbWlhZgAAAOptZXRhAAAAAAAAACFoZGxyAAAAAAAAAABwaWN0AAAAAAAAAAAAAAAAAAAAACJpbG9jAAAAAERAAAEAAQAAAAABDgABAAAAAAAAAJUAAAAjaWluZgAAAAAAAQAAABVpbmZlAgAAAAABAABhdjAxAAAAAA5waXRtAAAAAAABAAAAamlwcnAAAABLaXBjbwAAAAxhdjFDgSACAAAAABNjb2xybmNseAABAA0AAIAAAAAUaXNwZQAAAAAAAAAMAAAACAAAABBwaXhpAAAAAAMICAgAAAAXaXBtYQAAAAAAAAABAAEEgQIDBAAAAJ1tZGF0EgAKCDgMr7CAhoAQMoYBEAAAq0ZbTd09UqCjFdaM/7ZLGriwGyme4q5hh5Jw0z+aqzylEWjwQExcUdiBWm/7xUBr1TBDRgcE84sNWr4JLoZcBfzw39tAtfLVVdn1jVoChxX/0P8ZrBxkeXeNHmVEXcLbhY7rZMb1pcCOQDbdO5IhOaYzT9Of3D4qMdIepqpOIoIhNW0="
AVIF_RGBA = "AAAAHGZ0eXBhdmlmAAAAAG1pZjFhdmlmbWlhZgAAAYRtZXRhAAAAAAAAACFoZGxyAAAAAAAAAABwaWN0AAAAAAAAAAAAAAAAAAAAADRpbG9jAAAAAERAAAIAAQAAAAABqAABAAAAAAAAAJUAAgAAAAACPQABAAAAAAAAACUAAAA4aWluZgAAAAAAAgAAABVpbmZlAgAAAAABAABhdjAxAAAAABVpbmZlAgAAAAACAABhdjAxAAAAAA5waXRtAAAAAAABAAAAw2lwcnAAAACdaXBjbwAAAAxhdjFDgSACAAAAABNjb2xybmNseAABAA0AAIAAAAAUaXNwZQAAAAAAAAAMAAAACAAAABBwaXhpAAAAAAMICAgAAAAMYXYxQ4EAHAAAAAAOcGl4aQAAAAABCAAAADhhdXhDAAAAAHVybjptcGVnOm1wZWdCOmNpY3A6c3lzdGVtczphdXhpbGlhcnk6YWxwaGEAAAAAHmlwbWEAAAAAAAAAAgABBIECAwQAAgSFAwaHAAAAGmlyZWYAAAAAAAAADmF1eGwAAgABAAEAAADCbWRhdBIACgg4DK+wgIaAEDKGARAAAKtGW03dPVKgoxXWjP+2Sxq4sBspnuKuYYeScNM/mqs8pRFo8EBMXFHYgVpv+8VAa9UwQ0YHBPOLDVq+CS6GXAX88N/bQLXy1VXZ9Y1aAocV/9D/GawcZHl3jR5lRF3C24WO62TG9aXAjkA23TuSITmmM0/Tn9w+KjHSHqaqTiKCITVtEgAKBRgMr7CoMhoQAKUoFPenk2o6eakYfp1hB42MI6SrHB3AQA=="
case("avif-rgb", base64.b64decode(AVIF_RGB), avif, "8-bit RGB", lossy=True)
case("avif-rgba", base64.b64decode(AVIF_RGBA), composite(avif, 255 - 10 * ax), "8-bit RGB with alpha", "Composited", lossy=True)

# BMP with alpha.
rows = np.dstack([rgb[..., ::-1], alpha])[::-1].tobytes()
bmp = b"BM" + struct.pack("<IHHI", 122 + len(rows), 0, 0, 122) + struct.pack("<IiiHHIIiiII", 108, WIDTH, HEIGHT, 1, 32, 3, len(rows), 2835, 2835, 0, 0)
bmp += struct.pack("<IIII", 0xFF0000, 0xFF00, 0xFF, 0xFF000000) + bytes(52) + rows
case("bmp-rgba", bmp, composite(rgb, alpha), "8-bit RGB with alpha", "Composited")

# JPEG with bytes that belong to nothing: before a marker of the header, zeros before the end marker, anything after it.
jpeg = encode(color, format="JPEG", quality=90)
table_start = jpeg.index(b"\xff\xdb")
case("jpeg-filler-in-header", jpeg[:table_start] + b"\0\0\0" + jpeg[table_start:], pillow(jpeg), "8-bit RGB", lossy=True)
case("jpeg-zeros-before-end", jpeg[:-2] + b"\0\0\0\0" + jpeg[-2:], pillow(jpeg), "8-bit RGB", lossy=True)
case("jpeg-bytes-after-end", jpeg + b"trailing bytes", pillow(jpeg), "8-bit RGB", lossy=True)

golden.write("decoding", "stated", cases, SEED, ("numpy", "PIL"))
for item in cases:
    print(item["name"], item["pillowDifference"], item["pillowCompositeDifference"])
