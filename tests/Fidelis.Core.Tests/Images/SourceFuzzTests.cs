using System.IO.Compression;
using System.Text;
using Fidelis.Images;
using Fidelis.Images.Labels;
using Fidelis.Numerics.Errors;
using Fidelis.Testing;

namespace Fidelis.Tests.Images;

/// <summary>Every file that can be a source, and every file of labels, damaged: each is read or refused by one sentence.</summary>
public sealed class SourceFuzzTests : IDisposable
{
    private const int Attempts = 150;

    private static readonly byte[] Npy = ArrayFiles.Npy(ArrayFiles.Noise(2 * 6 * 5 * 3, 1), 2, 6, 5, 3);

    private readonly TemporaryFolder folder = new();
    private int count;

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Npy_Damaged_IsReadOrRefused() => Try(".npy", Npy, ArrayFiles.Npy("<u2", new byte[2 * 2 * 6 * 5], 2, 6, 5));

    [Fact]
    public void Npz_Damaged_IsReadOrRefused() => Try(
        ".npz", ZipBytes.Of([("arr_0.npy", Npy), ("arr_1.npy", ArrayFiles.Npy([1, 2], 2))]), ZipBytes.Of([("train_images.npy", Npy)], CompressionLevel.NoCompression));

    [Fact]
    public void Zip_Damaged_IsReadOrRefused() => Try(".zip", ZipBytes.Of(
        [("a/1.bmp", Bitmaps.Noise(3, 2, 1)), ("a/2.bmp", Bitmaps.Noise(2, 3, 1)), ("dataset.json", """{"labels": [["a/1.bmp", 1], ["a/2.bmp", 2]]}"""u8.ToArray())]));

    [Fact]
    public void Idx_Damaged_IsReadOrRefused() => Try("", ArrayFiles.Idx(new byte[40], 2, 5, 4), ArrayFiles.Idx(new byte[120], 2, 5, 4, 3));

    [Fact]
    public void Cifar_Damaged_IsReadOrRefused() => Try(".bin", ArrayFiles.Cifar(([3], new byte[3072]), ([9], new byte[3072])), ArrayFiles.Cifar(([3, 42], new byte[3072])));

    [Fact]
    public void List_Damaged_IsReadOrRefused()
    {
        string picture = folder.Write("1.bmp", Bitmaps.Noise(2, 2, 1));

        Try(".txt", Encoding.UTF8.GetBytes($"# list\n{picture}\n1.bmp\n"));
    }

    [Fact]
    public void StandardInput_Damaged_IsReadOrRefused() => Mutations.Try<InputException>(
        [Npy, ZipBytes.Of([("1.bmp", Bitmaps.Noise(2, 2, 1))]), ArrayFiles.Idx(new byte[40], 2, 5, 4)],
        bytes => SourceAssert.ReadAll(ImageSources.Open("-", new SourceOptions { StandardInput = () => new MemoryStream(bytes) })),
        attempts: 50,
        seed: 7);

    [Fact]
    public void Csv_Damaged_IsReadOrRefused() => Mutations.Try<InputException>(
        ["filename,label\n\"a,\"\"1\"\".png\",cat\r\nb.png,dog\n"u8.ToArray(), "a.png,1\nb.png,2\n"u8.ToArray()],
        bytes => CsvLabels.Read(BoundedFile.Text(bytes, "x.csv"), "x.csv"),
        attempts: 2000,
        seed: 8);

    [Fact]
    public void DatasetJson_Damaged_IsReadOrRefused()
    {
        folder.Write("images/a.png", []);
        folder.Write("images/b.png", []);
        ImageSource source = ImageSources.Open(Path.Combine(folder.Path, "images"));

        Mutations.Try<InputException>(
            ["""{"labels": [["a.png", 1], ["b.png", 22]]}"""u8.ToArray(), """{"labels": null}"""u8.ToArray()],
            bytes => DatasetJson.Apply(() => bytes, "dataset.json", source),
            attempts: 2000,
            seed: 9);
    }

    private void Try(string extension, params IReadOnlyList<byte[]> valid) => Mutations.Try<InputException>(
        valid,
        bytes =>
        {
            // Its own name for each: what is written over while a source holds it open would be refused for that reason.
            string path = folder.Write($"{count++}{extension}", bytes);
            SourceAssert.ReadAll(ImageSources.Open(path));
            File.Delete(path);
        },
        Attempts,
        seed: 3);
}
