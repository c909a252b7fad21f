namespace Fidelis.Images;

/// <summary>A kind of file that holds pictures and is not read, with what to do about it.</summary>
/// <param name="Name">What it is, with its article.</param>
/// <param name="Remedy">What the user can do.</param>
/// <param name="Recognizes">Tells whether the first bytes, or else the extension, are of this kind.</param>
internal sealed record ForeignContainer(string Name, string Remedy, Func<byte[], string, bool> Recognizes)
{
    /// <summary>The bytes that <see cref="Find"/> looks at.</summary>
    public const int StartBytes = 512;

    private const string Unpack = "unpack it into a folder, or pack the folder as .zip";
    private const string Export = "write its images as files, or as an .npz of uint8 [n, height, width, channels]";

    private static readonly ForeignContainer[] All =
    [
        new("a tar archive", Unpack, (start, extension) => At(start, 257, "ustar"u8) || extension is ".tar"),
        new("a 7-Zip archive", Unpack, (start, _) => At(start, 0, [0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C])),
        new("a RAR archive", Unpack, (start, _) => At(start, 0, "Rar!\x1A\x07"u8)),
        new("compressed by xz", Unpack, (start, _) => At(start, 0, [0xFD, (byte)'7', (byte)'z', (byte)'X', (byte)'Z', 0])),
        new("compressed by Zstandard", Unpack, (start, _) => At(start, 0, [0x28, 0xB5, 0x2F, 0xFD])),
        new("compressed by bzip2", Unpack, (start, _) => At(start, 0, "BZh"u8)),
        new("a Parquet file", Export, (start, _) => At(start, 0, "PAR1"u8)),
        new("an HDF5 file", Export, (start, _) => At(start, 0, [0x89, (byte)'H', (byte)'D', (byte)'F', 0x0D, 0x0A, 0x1A, 0x0A])),
        new("a MATLAB file", Export, (start, _) => At(start, 0, "MATLAB "u8)),
        new("a DICOM file", "convert its frames to 16-bit PNG or TIFF files", (start, _) => At(start, 128, "DICM"u8)),
        new("a NIfTI file", "write its slices as 16-bit PNG or TIFF files", (start, _) => At(start, 344, "n+1\0"u8) || At(start, 344, "ni1\0"u8)),
        new("a pickle of Python, which could run any code and is never loaded", "save its arrays by numpy.savez; CIFAR has a binary version without pickles", (start, extension) => start is [0x80, >= 2 and <= 5, ..] || extension is ".pkl" or ".pickle"),
        new("a TFRecord file", Export, (_, extension) => extension.StartsWith(".tfrecord", StringComparison.Ordinal)),
        new("an LMDB file", Export, (_, extension) => extension is ".mdb"),
    ];

    /// <summary>Finds the kind of a file.</summary>
    /// <param name="start">Its first bytes.</param>
    /// <param name="extension">Its extension in lower case, with the dot.</param>
    /// <returns>The kind, or <see langword="null"/> where it is none of these.</returns>
    public static ForeignContainer? Find(byte[] start, string extension) => Array.Find(All, format => format.Recognizes(start, extension));

    private static bool At(byte[] start, int offset, ReadOnlySpan<byte> mark) => start.Length >= offset && start.AsSpan(offset).StartsWith(mark);
}
