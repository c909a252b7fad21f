"""Reading, decoding and resizing a folder to 299 x 299, without a network behind it: Fidelis on threads beside Pillow in as many processes."""
from pairs import pictures
from pairs.pair import Pair, Sample
from pairs.setup import peer
from timing import timed

SIDE = "299"
WAYS = (("Pillow, each channel in mode F, as clean-fid", "float"), ("Pillow, RGB in 8 bits", "bytes"))


def pairs(setup):
    threads = str(setup.threads)
    for kind, count, side, extension, options in (
        ("PNG of 64 x 64", setup.size(2000, 200), 64, "png", {}),
        ("JPEG of 512 x 512", setup.size(300, 60), 512, "jpg", {"quality": 92}),
    ):
        folder = pictures.write(setup.path("read", extension), count, side, extension, **options)
        for name, way in WAYS:
            yield Pair(
                f"reading and resizing {count:,} {kind}, {way}", "image",
                lambda folder=folder: sample([setup.program, "pipeline", folder, SIDE, threads]),
                name, lambda folder=folder, way=way: sample(peer("pictures", folder, threads, way)))


def sample(command):
    rate, milliseconds = map(float, timed(command)[0].split()[:2])
    return Sample(1 / rate, milliseconds / 1000)
