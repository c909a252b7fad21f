using Fidelis.Images;

namespace Fidelis.Cli.Options;

/// <summary>What every argument that names images says of it, and how it is opened.</summary>
internal static class SourceHelp
{
    /// <summary>The kinds of sources, as part of a sentence.</summary>
    public const string Images =
        "a folder or .zip of pictures, an .npz, .npy, IDX or CIFAR file (FILE:PART chooses test of train, val and test), a .txt of paths, or - for stdin";

    /// <summary>Gets how sources are opened.</summary>
    /// <param name="context">Whose stdin the source <c>-</c> is.</param>
    /// <returns>The options.</returns>
    public static SourceOptions OptionsOf(CommandContext context) => new() { StandardInput = context.Input };
}
