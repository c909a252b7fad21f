using System.Buffers.Binary;
using System.Security.Cryptography;
using Fidelis.Images;
using Fidelis.Imaging.Decoding;
using Fidelis.Imaging.Pixels;

namespace Fidelis.Evaluation.Neighbours;

/// <summary>The hashes of the files and of the pixels of a set, by which equal images are found.</summary>
/// <param name="Files">SHA-256 of each file.</param>
/// <param name="Pixels">SHA-256 of the width, the height and the pixels of each image.</param>
internal sealed record PixelIdentities(IReadOnlyList<string> Files, IReadOnlyList<string> Pixels)
{
    /// <summary>Decodes every image once more, without keeping it.</summary>
    /// <param name="source">The images.</param>
    /// <param name="rules">The rules of the extraction, with its window.</param>
    /// <param name="skip">Whether images that cannot be read are passed over, as the extraction did.</param>
    /// <param name="cancellation">Ends it by an <see cref="OperationCanceledException"/>.</param>
    public static PixelIdentities Of(ImageSource source, DecodingRules rules, bool skip, CancellationToken cancellation)
    {
        List<string> files = [];
        List<string> pixels = [];
        PipelineOptions options = new() { Rules = rules, Skip = skip ? _ => { } : null };
        foreach (ProcessedImage<string> image in ImagePipeline.Process(source.Entries, (_, picture) => HashOf(picture), (_, _) => 128, options, cancellation))
        {
            files.Add(image.ContentHash);
            pixels.Add(image.Result);
        }

        return new PixelIdentities(files, pixels);
    }

    /// <summary>Finds for each image of another set the first of this one that it equals.</summary>
    public IReadOnlyList<ExactCopy?> CopiesIn(PixelIdentities generated)
    {
        Dictionary<string, int> byFile = FirstPlaces(Files);
        Dictionary<string, int> byPixels = FirstPlaces(Pixels);
        return
        [
            .. generated.Files.Zip(generated.Pixels, (file, pixels) =>
                byFile.TryGetValue(file, out int same) ? new ExactCopy(same, IsSameFile: true)
                : byPixels.TryGetValue(pixels, out int equal) ? new ExactCopy(equal, IsSameFile: false)
                : (ExactCopy?)null),
        ];
    }

    private static Dictionary<string, int> FirstPlaces(IReadOnlyList<string> hashes)
    {
        Dictionary<string, int> places = new(StringComparer.Ordinal);
        for (int i = 0; i < hashes.Count; i++)
        {
            places.TryAdd(hashes[i], i);
        }

        return places;
    }

    private static string HashOf(PixelImage picture)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> size = stackalloc byte[8];
        BinaryPrimitives.WriteInt32LittleEndian(size, picture.Width);
        BinaryPrimitives.WriteInt32LittleEndian(size[4..], picture.Height);
        hash.AppendData(size);
        hash.AppendData(picture.Rgb);
        return Convert.ToHexString(hash.GetHashAndReset());
    }
}
