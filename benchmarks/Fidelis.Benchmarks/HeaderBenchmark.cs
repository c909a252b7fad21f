using System.Diagnostics;
using Fidelis.Images;
using Fidelis.Imaging.Decoding;

namespace Fidelis.Benchmarks;

/// <summary>Looks at the headers of a set of images as every command does before its work.</summary>
internal static class HeaderBenchmark
{
    /// <summary>Measures listing the set and looking at it.</summary>
    /// <returns>Images per second.</returns>
    public static double Measure(string source)
    {
        Stopwatch watch = Stopwatch.StartNew();
        ImageSource images = ImageSources.Open(source);
        Preflight.Inspect(images, DecodingRules.Default);
        return images.Entries.Count / watch.Elapsed.TotalSeconds;
    }
}
