using System.Diagnostics.CodeAnalysis;

namespace Fidelis.Imaging.Drawing.Cells;

/// <summary>Every kind of cell that Fidelis draws.</summary>
internal static class CellCatalog
{
    /// <summary>Gets the kinds, ordered by their names.</summary>
    public static IReadOnlyList<ICellClass> All { get; } = Find();

    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "The library is not trimmed; cells are rooted by being in this assembly.")]
    [UnconditionalSuppressMessage("Trimming", "IL2067", Justification = "The library is not trimmed; cells are rooted by being in this assembly.")]
    private static ICellClass[] Find() =>
    [
        .. typeof(CellCatalog).Assembly.GetTypes()
            .Where(type => type.IsAssignableTo(typeof(ICellClass)) && !type.IsAbstract)
            .Select(type => (ICellClass)Activator.CreateInstance(type)!)
            .OrderBy(cell => cell.Name, StringComparer.Ordinal),
    ];
}
