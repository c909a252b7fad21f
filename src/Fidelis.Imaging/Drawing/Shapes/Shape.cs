namespace Fidelis.Imaging.Drawing.Shapes;

/// <summary>The shapes that cells are made of, and how they are joined.</summary>
internal static class Shape
{
    /// <summary>An ellipse about the origin.</summary>
    /// <param name="radiusX">Half its width.</param>
    /// <param name="radiusY">Half its height.</param>
    /// <returns>The shape; the distance is exact on the outline and where the radii are equal.</returns>
    public static DistanceField Ellipse(float radiusX, float radiusY) => (x, y) =>
    {
        // The implicit function divided by the length of its gradient, which is the distance to first order.
        float u = x / radiusX;
        float v = y / radiusY;
        float length = MathF.Sqrt((u * u) + (v * v));
        float gradient = MathF.Sqrt((u * u / (radiusX * radiusX)) + (v * v / (radiusY * radiusY)));
        return length < 1e-6f ? -MathF.Min(radiusX, radiusY) : (length - 1) * length / gradient;
    };

    /// <summary>A thick line with round ends, whose thickness changes evenly.</summary>
    /// <param name="fromX">One end.</param>
    /// <param name="fromY">One end.</param>
    /// <param name="toX">The other end.</param>
    /// <param name="toY">The other end.</param>
    /// <param name="fromRadius">Half the thickness at the first end.</param>
    /// <param name="toRadius">Half the thickness at the other.</param>
    /// <returns>The shape.</returns>
    public static DistanceField Capsule(float fromX, float fromY, float toX, float toY, float fromRadius, float toRadius)
    {
        float dx = toX - fromX;
        float dy = toY - fromY;
        float squared = MathF.Max((dx * dx) + (dy * dy), 1e-9f);
        return (x, y) =>
        {
            float along = Math.Clamp((((x - fromX) * dx) + ((y - fromY) * dy)) / squared, 0, 1);
            float restX = x - fromX - (along * dx);
            float restY = y - fromY - (along * dy);
            return MathF.Sqrt((restX * restX) + (restY * restY)) - (fromRadius + ((toRadius - fromRadius) * along));
        };
    }

    /// <summary>Turns a shape and moves it from the origin to its place.</summary>
    /// <param name="shape">The shape about the origin.</param>
    /// <param name="centerX">Its place across.</param>
    /// <param name="centerY">Its place down.</param>
    /// <param name="angle">How far it is turned, in radians.</param>
    /// <returns>The shape at its place.</returns>
    public static DistanceField At(this DistanceField shape, float centerX, float centerY, float angle = 0)
    {
        (float sine, float cosine) = MathF.SinCos(angle);
        return (x, y) =>
        {
            float u = x - centerX;
            float v = y - centerY;
            return shape((cosine * u) + (sine * v), (cosine * v) - (sine * u));
        };
    }

    /// <summary>Joins two shapes with a rounded notch between them.</summary>
    /// <param name="first">One shape.</param>
    /// <param name="second">The other.</param>
    /// <param name="rounding">The distance within which the outlines flow together.</param>
    /// <returns>Both shapes.</returns>
    public static DistanceField Join(this DistanceField first, DistanceField second, float rounding) => (x, y) =>
    {
        float a = first(x, y);
        float b = second(x, y);
        float overlap = MathF.Max(rounding - MathF.Abs(a - b), 0) / rounding;
        return MathF.Min(a, b) - (overlap * overlap * rounding / 4);
    };

    /// <summary>Cuts a shape out of another, with a rounded edge.</summary>
    /// <param name="shape">What is cut.</param>
    /// <param name="hole">What is taken away.</param>
    /// <param name="rounding">The distance within which the edge is rounded.</param>
    /// <returns>What is left.</returns>
    public static DistanceField Cut(this DistanceField shape, DistanceField hole, float rounding) => (x, y) =>
    {
        float a = shape(x, y);
        float b = -hole(x, y);
        float overlap = MathF.Max(rounding - MathF.Abs(a - b), 0) / rounding;
        return MathF.Max(a, b) + (overlap * overlap * rounding / 4);
    };

    /// <summary>Makes the outline uneven.</summary>
    /// <param name="shape">The shape.</param>
    /// <param name="noise">Where the unevenness comes from.</param>
    /// <param name="frequency">Bumps per unit.</param>
    /// <param name="amplitude">The height of a bump.</param>
    /// <returns>The uneven shape.</returns>
    public static DistanceField Roughen(this DistanceField shape, SmoothNoise noise, float frequency, float amplitude) =>
        (x, y) => shape(x, y) + (amplitude * noise.At(x * frequency, y * frequency));
}
