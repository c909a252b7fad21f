namespace Fidelis.Cli.Options;

/// <summary>What every argument that names images says of it.</summary>
internal static class SourceHelp
{
    /// <summary>The kinds of sources, as part of a sentence.</summary>
    public const string Images =
        "a folder or .zip of pictures, an .npz, .npy, IDX or CIFAR file (FILE:PART chooses test of train, val and test), a .txt of paths, or - for stdin";
}
