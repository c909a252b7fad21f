using System.Numerics;
using Fidelis.Networks.Architectures;
using Fidelis.Numerics.Randomness;

namespace Fidelis.Training.Augmentation;

/// <summary>
/// Changes the colours as another staining of the slide would: the amounts of two dyes and of what is left are multiplied by
/// <c>1 + s a</c> and raised by <c>s b</c>, with a and b uniform in [-1, 1] for each and s = 0.05.
/// </summary>
/// <remarks>
/// <para>
/// Light that passes a stain is weakened exponentially (Beer and Lambert), so that the optical density <c>-ln I</c> of each channel is
/// linear in the amounts of dye. Amounts and densities are converted by the absorption of haematoxylin and eosin that Ruifrok and
/// Johnston measured (Analytical and Quantitative Cytology and Histology 23, 2001, page 291); the blue and the red dye of Giemsa absorb
/// alike. The third direction is at right angles to both. The jitter is that of Tellez et al. (IEEE Transactions on Medical Imaging 37,
/// 2018, page 2126).
/// </para>
/// <para>All channels are at least 1/255 before the logarithm, and at most 1 after it.</para>
/// </remarks>
public sealed class Stains : IAugmentation
{
    private const float Strength = 0.05f;
    private const float Darkest = 1f / 255;

    private static readonly Vector3 Blue = Vector3.Normalize(new Vector3(0.650f, 0.704f, 0.286f));
    private static readonly Vector3 Red = Vector3.Normalize(new Vector3(0.072f, 0.990f, 0.105f));
    private static readonly Vector3 Rest = Vector3.Normalize(Vector3.Cross(Blue, Red));

    /// <inheritdoc/>
    public string Id => "stains";

    /// <inheritdoc/>
    public string Summary => "stained a little more or less by each dye: the optical densities of haematoxylin, eosin and the rest vary by 5 %";

    /// <inheritdoc/>
    public void Apply(Span<float> image, InputShape shape, Xoshiro256 random)
    {
        ArgumentNullException.ThrowIfNull(random);
        Vector3 factors = new(1 + Draw(random), 1 + Draw(random), 1 + Draw(random));
        Vector3 raises = new(Draw(random), Draw(random), Draw(random));
        Apply(image, factors, raises);
    }

    /// <summary>Changes the amounts of the three dyes.</summary>
    internal static void Apply(Span<float> image, Vector3 factors, Vector3 raises)
    {
        // densities = dyes * amounts, so that new densities = dyes * (factors * (inverse * densities) + raises).
        Matrix4x4 dyes = FromRows(Blue, Red, Rest);
        Matrix4x4.Invert(dyes, out Matrix4x4 inverse);
        Matrix4x4 change = inverse * Matrix4x4.CreateScale(factors) * dyes;
        Vector3 raised = Vector3.TransformNormal(raises, dyes);
        int pixelCount = image.Length / 3;
        int lanes = Vector<float>.Count;
        Span<float> red = stackalloc float[lanes];
        Span<float> green = stackalloc float[lanes];
        Span<float> blue = stackalloc float[lanes];
        for (int first = 0; first < pixelCount; first += lanes)
        {
            // The last pixels are computed by the same vectors as all others; the lanes beyond them are not looked at.
            int count = Math.Min(lanes, pixelCount - first);
            for (int i = 0; i < count; i++)
            {
                (red[i], green[i], blue[i]) = (image[(first + i) * 3], image[((first + i) * 3) + 1], image[((first + i) * 3) + 2]);
            }

            Vector<float> r = Density(red);
            Vector<float> g = Density(green);
            Vector<float> b = Density(blue);
            Store((r * change.M11) + (g * change.M21) + (b * change.M31) + new Vector<float>(raised.X), red);
            Store((r * change.M12) + (g * change.M22) + (b * change.M32) + new Vector<float>(raised.Y), green);
            Store((r * change.M13) + (g * change.M23) + (b * change.M33) + new Vector<float>(raised.Z), blue);
            for (int i = 0; i < count; i++)
            {
                (image[(first + i) * 3], image[((first + i) * 3) + 1], image[((first + i) * 3) + 2]) = (red[i], green[i], blue[i]);
            }
        }
    }

    private static float Draw(Xoshiro256 random) => Strength * (float)((random.NextDouble() * 2) - 1);

    private static Vector<float> Density(ReadOnlySpan<float> channel) =>
        -Vector.Log(Vector.Max((new Vector<float>(channel) + Vector<float>.One) * 0.5f, new Vector<float>(Darkest)));

    private static void Store(Vector<float> density, Span<float> channel) =>
        ((Vector.Min(Vector.Exp(-density), Vector<float>.One) * 2) - Vector<float>.One).CopyTo(channel);

    private static Matrix4x4 FromRows(Vector3 a, Vector3 b, Vector3 c) => new(a.X, a.Y, a.Z, 0, b.X, b.Y, b.Z, 0, c.X, c.Y, c.Z, 0, 0, 0, 0, 1);
}
