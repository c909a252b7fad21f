namespace Fidelis.Numerics.Kernels.CookToom;

/// <summary>
/// One axis of a convolution by Toom and Cook: m outputs of a filter of r taps from m + r - 1 products instead of m r.
/// </summary>
/// <remarks>
/// <para>
/// Filter and image are taken for polynomials, evaluated at <c>n = m + r - 2</c> points and at infinity, multiplied there, and the
/// product is interpolated (A. L. Toom 1963; S. A. Cook 1966; S. Winograd, Arithmetic Complexity of Computations, 1980). In the form
/// for correlations, <c>y = A^T [(G w) * (B^T x)]</c>, with <c>M(t) = (t - p_1) ... (t - p_n)</c>:
/// </para>
/// <code>
///   B^T  row i       the coefficients of M(t) / (t - p_i);       last row: those of M(t)
///   G    row i       p_i^k / M'(p_i),  k = 0 ... r - 1;          last row: 0 ... 0 1
///   A^T  column i    p_i^j,            j = 0 ... m - 1;          last column: 0 ... 0 1
/// </code>
/// <para>
/// The points are 0 and pairs a, -a, so that M is odd, and whatever belongs to a pair is an even part plus or minus an odd one: half
/// of the arithmetic. Their values decide about the error. It grows with the spread of the magnitudes of the powers of the points, which
/// 1 and 2, as they are mostly taken, make large; 5/8 and 3/2 lose less than half of that, and all of their products that are
/// needed are exact in float32.
/// </para>
/// </remarks>
internal sealed class CookToomAxis
{
    private readonly double[] filterFactors;

    private CookToomAxis(int outputs, int taps, params double[] magnitudes)
    {
        Outputs = outputs;
        Taps = taps;
        Pairs = magnitudes.Length;
        filterFactors = Evaluation(Size, taps, magnitudes);
        Magnitudes = Array.ConvertAll(magnitudes, a => (float)a);
        Powers = [.. Enumerable.Range(0, Math.Max(outputs, taps)).SelectMany(j => magnitudes.Select(a => (float)Math.Pow(a, j)))];
        CommonFactors = Polynomial(magnitudes);
        PairFactors = [.. magnitudes.SelectMany(a => Polynomial(Array.FindAll(magnitudes, other => other != a)))];
    }

    /// <summary>Gets the axis along which the filter has one tap: each value passes as it is.</summary>
    public static CookToomAxis Identity { get; } = new(1, 1);

    /// <summary>Gets two outputs of three taps by four products.</summary>
    public static CookToomAxis TwoOfThree { get; } = new(2, 3, 1);

    /// <summary>Gets four outputs of three taps by six products.</summary>
    public static CookToomAxis FourOfThree { get; } = new(4, 3, 0.625, 1.5);

    /// <summary>Gets two outputs of five taps by six products.</summary>
    public static CookToomAxis TwoOfFive { get; } = new(2, 5, 0.625, 1.5);

    /// <summary>Gets two outputs of seven taps by eight products.</summary>
    public static CookToomAxis TwoOfSeven { get; } = new(2, 7, 0.5, 1, 2);

    /// <summary>Gets the outputs m.</summary>
    public int Outputs { get; }

    /// <summary>Gets the taps r of the filter.</summary>
    public int Taps { get; }

    /// <summary>Gets the products, <c>m + r - 1</c>, which is also the number of inputs.</summary>
    public int Size => Outputs + Taps - 1;

    /// <summary>Gets the pairs of points.</summary>
    public int Pairs { get; }

    /// <summary>Gets the positive points.</summary>
    public float[] Magnitudes { get; }

    /// <summary>Gets <c>a^j</c>, for each power all positive points.</summary>
    public float[] Powers { get; }

    /// <summary>Gets the coefficients of the product of all <c>s - a^2</c>, the lowest first, without the leading one.</summary>
    public float[] CommonFactors { get; }

    /// <summary>Gets, for each pair, the coefficients of that product without its own factor.</summary>
    public float[] PairFactors { get; }

    /// <summary>Gets an element of G.</summary>
    /// <param name="index">The row.</param>
    /// <param name="tap">The column.</param>
    /// <returns>The factor, in float64.</returns>
    public double FilterFactor(int index, int tap) => filterFactors[(index * Taps) + tap];

    /// <summary>Computes G; without any pair there is but infinity.</summary>
    private static double[] Evaluation(int size, int taps, double[] magnitudes)
    {
        double[] points = size == 1 ? [] : [0, .. magnitudes.SelectMany(a => (double[])[a, -a])];
        double[] factors = new double[size * taps];
        for (int i = 0; i < points.Length; i++)
        {
            double slope = points.Where((_, other) => other != i).Aggregate(1.0, (product, other) => product * (points[i] - other));
            for (int tap = 0; tap < taps; tap++)
            {
                factors[(i * taps) + tap] = Math.Pow(points[i], tap) / slope;
            }
        }

        factors[^1] = 1;
        return factors;
    }

    /// <summary>Multiplies <c>s - a^2</c> for some points.</summary>
    private static float[] Polynomial(double[] magnitudes)
    {
        double[] coefficients = [1];
        foreach (double a in magnitudes)
        {
            double[] product = new double[coefficients.Length + 1];
            for (int i = 0; i < coefficients.Length; i++)
            {
                product[i + 1] += coefficients[i];
                product[i] -= a * a * coefficients[i];
            }

            coefficients = product;
        }

        return Array.ConvertAll(coefficients[..^1], value => (float)value);
    }
}
