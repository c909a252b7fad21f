using System.Globalization;
using Fidelis.Numerics.Errors;

namespace Fidelis.Networks.Weights;

/// <summary>Holds what a file of weights claims to contain against its size: trained weights are noise, and hardly compress.</summary>
internal static class ClaimedSize
{
    private const int LargestRatio = 16;

    /// <summary>The content that is believed whatever the size of the file: headers and names compress well.</summary>
    private const long AlwaysBelievedBytes = 1 << 20;

    /// <summary>Gets the largest content that a file is believed to hold.</summary>
    /// <param name="file">The file.</param>
    /// <returns>The number of bytes.</returns>
    public static long LargestOf(FileWindow file) => Math.Max(AlwaysBelievedBytes, checked(file.Length * LargestRatio));

    /// <summary>Refuses a small file that claims a large content, before memory is asked for.</summary>
    /// <param name="file">The file.</param>
    /// <param name="bytes">What it claims to hold.</param>
    /// <exception cref="InputException">The claim is absurd.</exception>
    public static void Require(FileWindow file, long bytes)
    {
        if (bytes > LargestOf(file))
        {
            throw new InputException(string.Create(
                CultureInfo.InvariantCulture,
                $"The file '{file.Name}' is damaged, or made to fill the memory: its {file.Length} bytes claim to hold {bytes} bytes of weights."));
        }
    }
}
