"""The same pictures in every file that NumPy and Python's zipfile write, with the values [n, h, w, c] that must come back."""
import base64
import io
import zipfile

import numpy as np

import golden

rng = np.random.RandomState(11)


def text(content):
    return base64.b64encode(content).decode()


def npy(array):
    stream = io.BytesIO()
    np.save(stream, array)
    return text(stream.getvalue())


def npz(save, *unnamed, **arrays):
    stream = io.BytesIO()
    save(stream, *unnamed, **arrays)
    return text(stream.getvalue())


arrays = []
for code, top in [("u1", 256), ("u2", 65536), ("f2", 4), ("f4", 4), ("f8", 4)]:
    for order in "<>":
        for fortran in [False, True]:
            for channels in [1, 3, 4]:
                # Quarters: exact in float16, so that what comes back as float32 is equal.
                pictures = np.floor(rng.rand(2, 6, 5, channels) * top * 4) / 4
                pictures = pictures.astype(order + code)
                for name, array in [("nhwc", pictures), ("nchw", pictures.transpose(0, 3, 1, 2))] + ([("nhw", pictures[..., 0])] if channels == 1 else []):
                    array = np.asfortranarray(array) if fortran else np.ascontiguousarray(array)
                    arrays.append({"name": f"{array.dtype.str} {name} {channels} {'F' if fortran else 'C'}", "npy": npy(array), "shape": [6, 5, channels], "values": pictures.astype("f8").ravel().tolist()})

images = rng.randint(0, 256, (4, 6, 5, 3)).astype("u1")
labels = np.array([[3], [0], [3], [11]], dtype="u1")


def archive(members, force64=False):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as file:
        for name, content, method in members:
            info = zipfile.ZipInfo(name)
            info.compress_type = method
            with file.open(info, "w", force_zip64=force64) as member:
                member.write(content)
    return text(stream.getvalue())


content = b"the content of a member " * 50
members = [("a/stored.txt", content, zipfile.ZIP_STORED), ("a/deflated.txt", content, zipfile.ZIP_DEFLATED), ("Ärger/図.txt", b"", zipfile.ZIP_STORED), ("folder/", b"", zipfile.ZIP_STORED)]

golden.write("images", "sources", {
    "arrays": arrays,
    "npz": {
        "values": images.ravel().tolist(),
        "labels": labels.ravel().tolist(),
        "medmnist": npz(np.savez_compressed, train_images=images, val_images=images[:2], test_images=images[2:], train_labels=labels, val_labels=labels[:2], test_labels=labels[2:]),
        "diffusion": npz(np.savez, images, labels.ravel().astype("i8")),
        "attributes": npz(np.savez_compressed, train_images=images, train_labels=np.ones((4, 14), dtype="u1")),
    },
    "zip": {
        "content": text(content),
        "plain": archive(members),
        "zip64": archive(members, force64=True),
        "bzip2": archive([("x.txt", content, zipfile.ZIP_BZIP2)]),
        "lzma": archive([("x.txt", content, zipfile.ZIP_LZMA)]),
    },
}, seed=11)
