using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Fidelis.Testing;

namespace Fidelis.Cli.Tests.Hostile;

/// <summary>Archives, arrays, tables and lists that lie.</summary>
internal static class HostileArchives
{
    private static readonly byte[] Picture = HostilePictures.Png(1, 1, HostilePictures.Zlib(4));

    public static IEnumerable<HostileInput> All =>
    [
        HostileInput.File("zip, cut off", "cells.zip", () => Zip("cell.png")[..^30]),
        HostileInput.File("zip that claims 2^32 entries", "cells.zip", ClaimsEntries),
        HostileInput.File("zip with an entry of 4 GB in 100 bytes", "cells.zip", () => Lying("cell.png", entry => ZipBytes.Put32(entry, 24, 4_000_000_000))),
        HostileInput.File("zip with an entry of 1 GB in 100 bytes", "cells.zip", () => Deflated("cell.png", entry => ZipBytes.Put32(entry, 24, 1_000_000_000))),
        HostileInput.File("zip with an entry that expands beyond its claim", "cells.zip", () => Bomb("cell.png", 64 << 20, entry => ZipBytes.Put32(entry, 24, 100))),
        HostileInput.File("zip with an encrypted entry", "cells.zip", () => Lying("cell.png", entry => ZipBytes.Put16(entry, 8, 1))),
        HostileInput.File("zip with the name ../../cell.png", "cells.zip", () => Zip("../../cell.png")),
        HostileInput.File("zip with the name /etc/cell.png", "cells.zip", () => Zip("/etc/cell.png")),
        HostileInput.File("zip with one name twice", "cells.zip", () => Zip("cell.png", "cell.png")),
        HostileInput.File("zip with a line break and an escape in a name", "cells.zip", () => ZipBytes.Of([("a\n\u001b[31mred.png", "no picture"u8.ToArray())])),
        HostileInput.File("zip with a name of 60,000 letters", "cells.zip", () => ZipBytes.Of([(new string('x', 60_000) + ".png", "no picture"u8.ToArray())])),
        HostileInput.File("npz of Python objects", "cells.npz", () => ZipBytes.Of([("arr_0.npy", Npy("|O", "(2, 8, 8, 3)", [0x80, 2]))])),
        HostileInput.File("npy whose shape overflows", "cells.npy", () => Npy("|u1", "(4294967296, 4294967296, 8, 3)", new byte[10])),
        HostileInput.File("npy of negative shape", "cells.npy", () => Npy("|u1", "(-1, 8, 8, 3)", new byte[192])),
        HostileInput.File("npy of 2^63 pictures", "cells.npy", () => Npy("|u1", "(9223372036854775808, 8, 8, 3)", new byte[192])),
        HostileInput.File("npy, cut off", "cells.npy", () => Npy("|u1", "(2, 8, 8, 3)", new byte[383])),
        HostileInput.File("npy of half-precision numbers, one of them NaN", "cells.npy", () => Npy("<f2", "(1, 5, 7, 3)", [.. new byte[208], 0, 0x7E])) with { Options = ["--window", "0,1"] },
        HostileInput.File("IDX that claims more pictures than it holds", "train-images-idx3-ubyte", () => [0, 0, 8, 3, 0, 0, 0xEA, 0x60, 0, 0, 0, 28, 0, 0, 0, 28, .. new byte[784]]),
        HostileInput.File("IDX, compressed, that expands to 64 MB behind one picture", "train-images-idx3-ubyte.gz", () => Gzip([0, 0, 8, 3, 0, 0, 0, 1, 0, 0, 0, 28, 0, 0, 0, 28], 64 << 20)),
        HostileInput.File("CIFAR with a label out of range", "data_batch_1.bin", () => [200, .. new byte[3072]]),
        HostileInput.File("dataset.json nested 10,000 deep", "cells.zip", () => ZipBytes.Of([("cell.png", Picture), ("dataset.json", Encoding.ASCII.GetBytes(new string('[', 10_000)))])),
        Labelled("labels in CSV that match no image", () => "filename,label\nother.png,a\n"u8.ToArray()),
        Labelled("labels in CSV with a quote that is never closed", () => "filename,label\n\"cell.png,a\n"u8.ToArray()),
        Labelled("labels in CSV with one line of 20 MB", () => [.. Enumerable.Repeat((byte)'x', 20 << 20)]),
        HostileInput.File("list of files that are missing", "cells.txt", () => "a.png\nb.png\n"u8.ToArray()),
        HostileInput.File("list that names itself", "cells.txt", () => "cells.txt\n"u8.ToArray()),
        HostileInput.File("list with one line of 20 MB", "cells.txt", () => [.. Enumerable.Repeat((byte)'x', 20 << 20)]),
        HostileInput.File("list of binary bytes", "cells.txt", () => [0xFF, 0xFE, 0x00, 0x80]),
    ];

    private static HostileInput Labelled(string name, Func<byte[]> labels) => new(name, folder =>
    {
        HostileInput.Write(folder, "labels.csv", labels());
        return Path.GetDirectoryName(HostileInput.Write(folder, "cells/cell.png", Picture))!;
    })
    {
        Options = ["--labels", "{folder}/labels.csv"],
    };

    private static byte[] Zip(params string[] names) => ZipBytes.Of(names.Select(name => (name, Picture)));

    private static byte[] Lying(string name, Action<byte[]> directory) => ZipBytes.Lying(Encoding.ASCII.GetBytes(name), Picture, directory);

    private static byte[] Deflated(string name, Action<byte[]> directory) => Directory(ZipBytes.Of([(name, new byte[1000])]), directory);

    private static byte[] Bomb(string name, int zeros, Action<byte[]> directory) => Directory(ZipBytes.Of([(name, new byte[zeros])], CompressionLevel.Fastest), directory);

    /// <summary>Changes the one entry of the directory of an archive.</summary>
    private static byte[] Directory(byte[] archive, Action<byte[]> change)
    {
        int start = archive.AsSpan().LastIndexOf("PK\x01\x02"u8);
        byte[] entry = archive[start..];
        change(entry);
        return [.. archive[..start], .. entry];
    }

    /// <summary>Puts a directory of 64 bits behind an archive that claims as many entries as 32 bits have.</summary>
    private static byte[] ClaimsEntries()
    {
        byte[] archive = Zip("cell.png");
        int end = archive.AsSpan().LastIndexOf("PK\x05\x06"u8);
        byte[] large = new byte[56];
        byte[] locator = new byte[20];
        "PK\x06\x06"u8.CopyTo(large);
        BinaryPrimitives.WriteUInt64LittleEndian(large.AsSpan(32), 1UL << 32);
        BinaryPrimitives.WriteUInt64LittleEndian(large.AsSpan(40), BinaryPrimitives.ReadUInt32LittleEndian(archive.AsSpan(end + 12)));
        BinaryPrimitives.WriteUInt64LittleEndian(large.AsSpan(48), BinaryPrimitives.ReadUInt32LittleEndian(archive.AsSpan(end + 16)));
        "PK\x06\x07"u8.CopyTo(locator);
        BinaryPrimitives.WriteUInt64LittleEndian(locator.AsSpan(8), (ulong)end);
        archive.AsSpan(end + 8, 4).Fill(0xFF);
        return [.. archive[..end], .. large, .. locator, .. archive[end..]];
    }

    private static byte[] Npy(string type, string shape, byte[] elements)
    {
        string text = $"{{'descr': '{type}', 'fortran_order': False, 'shape': {shape}, }}\n";
        return [0x93, .. "NUMPY"u8, 1, 0, (byte)text.Length, (byte)(text.Length >> 8), .. Encoding.ASCII.GetBytes(text), .. elements];
    }

    private static byte[] Gzip(byte[] start, int zeros)
    {
        using MemoryStream compressed = new();
        using (GZipStream stream = new(compressed, CompressionLevel.Fastest))
        {
            stream.Write(start);
            stream.Write(new byte[zeros]);
        }

        return compressed.ToArray();
    }
}
