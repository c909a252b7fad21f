namespace Fidelis.Numerics.Distributions;

/// <summary>Finds where a monotone function changes its sign.</summary>
internal static class MonotoneRoot
{
    /// <summary>
    /// Finds the root of a function between two points at which its signs differ, to <c>2u |x| + 1e-17</c>: T. R. Chandrupatla,
    /// "A new hybrid quadratic/bisection algorithm", Adv. Eng. Softw. 28, 1997.
    /// </summary>
    internal static double Find(Func<double, double> function, double lower, double upper)
    {
        double b = lower;
        double a = upper;
        double c = upper;
        double fb = function(b);
        double fa = function(a);
        double fc = fa;
        double t = 0.5;
        while (true)
        {
            double best = Math.Abs(fa) < Math.Abs(fb) ? a : b;
            double bestValue = Math.Abs(fa) < Math.Abs(fb) ? fa : fb;
            double resolution = (2.2e-16 * Math.Abs(best)) + 1e-17;
            double limit = resolution / Math.Abs(b - a);
            if (bestValue == 0 || limit > 0.5 || double.IsNaN(limit))
            {
                return best;
            }

            double x = a + (Math.Clamp(t, limit, 1 - limit) * (b - a));
            double fx = function(x);
            if (Math.Sign(fx) == Math.Sign(fa))
            {
                (c, fc) = (a, fa);
            }
            else
            {
                (c, fc, b, fb) = (b, fb, a, fa);
            }

            (a, fa) = (x, fx);

            // Inverse quadratic interpolation where the three points allow it, bisection otherwise.
            double xi = (a - b) / (c - b);
            double phi = (fa - fb) / (fc - fb);
            t = phi * phi < xi && (1 - phi) * (1 - phi) < 1 - xi
                ? (fa / (fb - fa) * (fc / (fb - fc))) + ((c - a) / (b - a) * (fa / (fc - fa)) * (fb / (fc - fb)))
                : 0.5;
        }
    }
}
