namespace Fidelis.Evaluation.Floors;

/// <summary>The sizes of the two parts of a reference that stand for the reference and a generated set.</summary>
/// <param name="ReferenceCount">The images of the part that stands for the reference.</param>
/// <param name="GeneratedCount">The images of the part that stands for the generated set.</param>
/// <param name="Scale">What they are of the sizes of the comparison: <c>n₁ / (n₁ + n₂)</c>.</param>
internal readonly record struct Division(int ReferenceCount, int GeneratedCount, double Scale)
{
    /// <summary>The divisions over which a floor is the mean.</summary>
    public const int Count = 20;

    /// <summary>Divides a reference of n₁ images in the ratio n₁ : n₂, so that all of them are used.</summary>
    public static Division Of(int referenceCount, long generatedCount)
    {
        double scale = referenceCount / ((double)referenceCount + generatedCount);
        int first = Math.Clamp((int)Math.Round(scale * referenceCount), 1, Math.Max(referenceCount - 1, 1));
        return new Division(first, referenceCount - first, scale);
    }
}
