namespace Fidelis.Imaging.Drawing.Phantoms;

/// <summary>What a phantom set is to contain.</summary>
public sealed record PhantomSetOptions
{
    /// <summary>Gets the number of pictures of all classes together, at least one for each class.</summary>
    public required int Count { get; init; }

    /// <summary>Gets columns and rows of a picture; 64 by default.</summary>
    public int Size { get; init; } = 64;

    /// <summary>Gets the classes; all by default.</summary>
    public IReadOnlyList<string> Classes { get; init; } = PhantomPainter.Classes;

    /// <summary>Gets the seed; 1 by default.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Gets the defects, in the order in which they are applied; none by default.</summary>
    public IReadOnlyList<PhantomDefect> Defects { get; init; } = [];
}
