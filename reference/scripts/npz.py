"""Arrays of every type as NumPy writes them: whole .npz files and single .npy headers, with the values that must come back."""
import base64
import io

import numpy as np

import golden

rng = np.random.RandomState(7)


def npz(save, **arrays):
    stream = io.BytesIO()
    save(stream, **arrays)
    return base64.b64encode(stream.getvalue()).decode()


def npy(array, version):
    stream = io.BytesIO()
    np.lib.format.write_array(stream, array, version=version)
    return base64.b64encode(stream.getvalue()).decode()


numbers = []
for code in ["f2", "f4", "f8", "i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8", "b1"]:
    for order in "<>":
        for fortran in [False, True]:
            values = rng.randint(0, 2, (3, 4)) if code == "b1" else rng.randint(-100, 100, (3, 4)) if code[0] == "i" else rng.randint(0, 200, (3, 4)) if code[0] == "u" else rng.randn(3, 4)
            array = np.asarray(values).astype(order + code)
            array = np.asfortranarray(array) if fortran else array
            numbers.append({"descr": array.dtype.str, "fortran": fortran, "npz": npz(np.savez, x=array), "values": array.astype("f8").ravel().tolist()})

deep = np.asfortranarray(rng.randn(2, 3, 4))
texts = ["", "a/b.png", "Ärger/図.png", "\U0001F9EA.png"]
headers = []
for shape in [(), (0,), (1,), (7,), (3, 4), (100000, 2048), (2, 3, 4, 5)]:
    for fortran in [False, True]:
        stream = io.BytesIO()
        np.lib.format.write_array_header_1_0(stream, {"descr": "<f4", "fortran_order": fortran, "shape": shape})
        headers.append({"shape": list(shape), "fortran": fortran, "bytes": base64.b64encode(stream.getvalue()).decode()})

golden.write("npz", "numpy", {
    "numbers": numbers,
    "deep": {"npz": npz(np.savez, x=deep), "values": deep.ravel().tolist()},
    "scalar": {"npz": npz(np.savez_compressed, n=np.int64(42), text=np.array("{}")), "n": 42, "text": "{}"},
    "texts": {"npz": npz(np.savez_compressed, little=np.array(texts), big=np.array(texts).astype(">U12")), "values": texts},
    "versions": [{"version": v, "npy": npy(np.arange(5.0), (v, 0))} for v in [1, 2, 3]],
    "headers": headers,
    "objects": npz(np.savez, x=np.array([{"a": 1}], dtype=object)),
    "structures": npz(np.savez, x=np.zeros(2, dtype=[("a", "<f4"), ("b", "<i4")])),
}, seed=7)
