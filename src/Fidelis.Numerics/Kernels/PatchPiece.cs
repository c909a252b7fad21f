namespace Fidelis.Numerics.Kernels;

/// <summary>Some rows of places of a filter over images, and where their results lie.</summary>
/// <param name="patches">The patches that the rows belong to.</param>
/// <param name="rowCount">The number of rows of places.</param>
/// <param name="lines">For each row, where the patch of its first place begins.</param>
/// <param name="results">For each place, where its row of the result begins.</param>
internal readonly unsafe ref struct PatchPiece(PatchGrid patches, int rowCount, float** lines, float** results)
{
    /// <summary>Gets the patches that the rows belong to.</summary>
    public PatchGrid Patches => patches;

    /// <summary>Gets the number of places.</summary>
    public int PlaceCount => rowCount * patches.Width;

    /// <summary>Gets the first value of the first patch.</summary>
    public float* First => lines[0];

    /// <summary>Gets the values from the first of the first patch to the last of the last.</summary>
    public nint Length =>
        (nint)(lines[rowCount - 1] - lines[0]) + ((patches.Width - 1) * patches.PlaceStep) + ((patches.RunCount - 1) * patches.RunStep) + patches.RunLength;

    /// <summary>Gets, for each place, where its row of the result begins.</summary>
    public float** Results { get; } = results;

    /// <summary>Finds where a part of each patch begins.</summary>
    /// <param name="offset">The values from the beginning of a patch to that of the part.</param>
    /// <param name="places">Receives an address for each place.</param>
    public void Locate(nint offset, float** places)
    {
        nint step = patches.PlaceStep;
        int width = patches.Width;
        for (int row = 0; row < rowCount; row++)
        {
            float* place = lines[row] + offset;
            for (int i = 0; i < width; i++, place += step)
            {
                *places++ = place;
            }
        }
    }
}
