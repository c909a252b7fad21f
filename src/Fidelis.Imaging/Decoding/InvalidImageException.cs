using Fidelis.Numerics.Errors;

namespace Fidelis.Imaging.Decoding;

/// <summary>Reports bytes that are not the picture that they claim to be. The message names the file.</summary>
public sealed class InvalidImageException : InputException
{
    /// <summary>Initializes a new instance.</summary>
    /// <param name="path">The file or entry that was read.</param>
    /// <param name="reason">What is wrong with it, as the end of a sentence: "is truncated after 812 bytes".</param>
    public InvalidImageException(string path, string reason)
        : base($"The image '{path}' {reason}.")
    {
        Path = path;
        Reason = reason;
    }

    /// <summary>Gets the file or entry that was read.</summary>
    public string Path { get; }

    /// <summary>Gets what is wrong with it.</summary>
    public string Reason { get; }
}
