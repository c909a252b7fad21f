using Fidelis.Numerics.LinearAlgebra;

namespace Fidelis.Statistics;

/// <summary>The trace of a function of a mean of products uuᵀ, the entropy that is made of it, and both without one of the u. <see cref="FeatureDiversity"/> has the formulas.</summary>
internal sealed class SpectralTrace
{
    /// <summary>Eigenvalues that are nearer to one another than this share of them have the derivative as their quotient of differences.</summary>
    private const double Nearness = 1e-6;

    private readonly double[] values;
    private readonly int first;
    private readonly double order;
    private readonly double trace;
    private readonly double[] slopes;
    private readonly Matrix curvatures;

    private SpectralTrace(double[] values, int first, double order)
    {
        this.values = values;
        this.first = first;
        this.order = order;
        slopes = new double[values.Length];
        for (int k = first; k < values.Length; k++)
        {
            trace += Function(k);
            slopes[k] = Slope(k);
        }

        curvatures = new Matrix(values.Length, values.Length);
        for (int j = first; j < values.Length; j++)
        {
            for (int k = first; k < values.Length; k++)
            {
                curvatures[j, k] = Curvature(j, k);
            }
        }

        Entropy = EntropyOf(trace);
    }

    /// <summary>Gets the entropy.</summary>
    public double Entropy { get; }

    /// <summary>Computes the trace.</summary>
    /// <param name="values">The eigenvalues in rising order, which sum to 1.</param>
    /// <param name="first">The index of the first that is above rounding; those before it count as 0.</param>
    /// <param name="order">The order q of the entropy, positive; 1 and infinity are taken in the limit.</param>
    public static SpectralTrace Of(double[] values, int first, double order) => new(values, first, order);

    /// <summary>Computes the entropy without each of the vectors u, to second order.</summary>
    /// <param name="coordinates">Their coordinates along the eigenvectors; they are squared in place.</param>
    /// <param name="count">The number n of vectors of which the eigenvalues are.</param>
    public IEnumerable<double> EntropiesWithout(Matrix coordinates, long count)
    {
        foreach (ref double value in coordinates.Data.AsSpan())
        {
            value *= value;
        }

        double[] forms = MatrixProduct.QuadraticForms(coordinates, curvatures);
        for (int i = 0; i < coordinates.Rows; i++)
        {
            yield return EntropyOf(TraceWithout(coordinates.Row(i), forms[i], count - 1));
        }
    }

    private double TraceWithout(ReadOnlySpan<double> squares, double form, double others)
    {
        double linear = 0;
        double quadratic = form;
        for (int k = first; k < values.Length; k++)
        {
            linear += slopes[k] * (values[k] - squares[k]);

            // On the diagonal λₖ - uₖ² stands squared where the form has uₖ⁴.
            quadratic += curvatures[k, k] * values[k] * (values[k] - (2 * squares[k]));
        }

        return trace + (linear / others) + (0.5 * quadratic / (others * others));
    }

    private double EntropyOf(double sum) => order switch
    {
        1 => sum,
        double.PositiveInfinity => -Math.Log(sum),
        _ => Math.Log(sum) / (1 - order),
    };

    private double Function(int k) => order switch
    {
        1 => -values[k] * Math.Log(values[k]),
        double.PositiveInfinity => k == values.Length - 1 ? values[k] : 0,
        _ => Math.Pow(values[k], order),
    };

    private double Slope(int k) => order switch
    {
        1 => -Math.Log(values[k]) - 1,
        double.PositiveInfinity => k == values.Length - 1 ? 1 : 0,
        _ => order * Math.Pow(values[k], order - 1),
    };

    private double Curvature(int j, int k)
    {
        double difference = values[j] - values[k];
        if (Math.Abs(difference) > Nearness * values[j])
        {
            return (slopes[j] - slopes[k]) / difference;
        }

        double middle = 0.5 * (values[j] + values[k]);
        return order switch
        {
            1 => -1 / middle,

            // The largest eigenvalue has no derivative where it is double; where it is alone its own second derivative is 0.
            double.PositiveInfinity => 0,
            _ => order * (order - 1) * Math.Pow(middle, order - 2),
        };
    }
}
