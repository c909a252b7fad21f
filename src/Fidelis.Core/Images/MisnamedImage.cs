namespace Fidelis.Images;

/// <summary>A file whose name ends as those of another format than its own. Its bytes are believed, not its name.</summary>
/// <param name="Path">Its path within the source.</param>
/// <param name="Format">The format that it has.</param>
public sealed record MisnamedImage(string Path, string Format);
