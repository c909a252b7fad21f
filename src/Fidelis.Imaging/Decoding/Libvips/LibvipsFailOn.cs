namespace Fidelis.Imaging.Decoding.Libvips;

/// <summary>How bad a file must be for libvips to refuse it, with libvips' numbers; each step includes the ones before it.</summary>
internal enum LibvipsFailOn
{
    /// <summary>The end is missing.</summary>
    Truncated = 1,

    /// <summary>The decoder reports an error.</summary>
    Error = 2,

    /// <summary>The decoder reports a warning.</summary>
    Warning = 3,
}
