using Fidelis.Numerics.Discovery;

namespace Fidelis.Imaging.Drawing.Cells;

/// <summary>Every kind of cell that Fidelis draws.</summary>
internal static class CellCatalog
{
    /// <summary>Gets the kinds, ordered by their names.</summary>
    public static IReadOnlyList<ICellClass> All { get; } = Parts.Of<ICellClass>(cell => cell.Name);
}
