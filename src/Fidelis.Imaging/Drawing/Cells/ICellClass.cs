using Fidelis.Numerics.Randomness;

namespace Fidelis.Imaging.Drawing.Cells;

/// <summary>
/// One kind of white blood cell. Every class of this assembly that implements it is found by <see cref="CellCatalog"/>; it must
/// have a parameterless constructor and no state.
/// </summary>
internal interface ICellClass
{
    /// <summary>Gets the name of the class: lower case.</summary>
    string Name { get; }

    /// <summary>Gets what it looks like.</summary>
    string Summary { get; }

    /// <summary>Draws the place, size and outline of one cell.</summary>
    /// <param name="random">Where variation comes from.</param>
    /// <returns>The cell's body.</returns>
    CellBody CreateBody(Xoshiro256 random);

    /// <summary>Paints one cell.</summary>
    /// <param name="canvas">The smear with everything that lies behind the cell.</param>
    /// <param name="body">The cell's body.</param>
    /// <param name="random">Where variation comes from.</param>
    void Paint(Canvas canvas, CellBody body, Xoshiro256 random);
}
