using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Fidelis.Numerics.Errors;

/// <summary>The exceptions of this project, named after the situation that they report.</summary>
internal static class Throw
{
    /// <summary>Throws because the shapes of two operands do not fit together.</summary>
    [DoesNotReturn]
    internal static void ShapesDoNotFit(string operation, int leftRows, int leftColumns, int rightRows, int rightColumns) =>
        throw new ArgumentException(string.Create(
            CultureInfo.InvariantCulture,
            $"The shapes of {operation} must fit together, but they were [{leftRows}, {leftColumns}] and [{rightRows}, {rightColumns}]."));

    /// <summary>Throws because a square matrix was required.</summary>
    [DoesNotReturn]
    internal static void NotSquare(int rows, int columns) =>
        throw new ArgumentException(string.Create(
            CultureInfo.InvariantCulture,
            $"The matrix must be square, but its shape was [{rows}, {columns}]."));

    /// <summary>Throws because a matrix holds NaN or infinity.</summary>
    [DoesNotReturn]
    internal static void NotFinite(int row, int column, double value) =>
        throw new InputException(string.Create(
            CultureInfo.InvariantCulture,
            $"Every element of the matrix must be finite, but the one in row {row}, column {column} was {value}; "
            + $"look for NaN or infinity in the features or statistics it was made from."));

    /// <summary>Throws because a Cholesky factor does not exist.</summary>
    [DoesNotReturn]
    internal static void NotPositiveDefinite(int pivot, int size) =>
        throw new InputException(string.Create(
            CultureInfo.InvariantCulture,
            $"The matrix must be positive definite, but pivot {pivot} of {size} was not positive; "
            + $"use a method that accepts a singular matrix."));

    /// <summary>Throws because an iteration that converges for every finite matrix did not.</summary>
    [DoesNotReturn]
    internal static void NoConvergence(string iteration, int limit) =>
        throw new ArithmeticException(string.Create(
            CultureInfo.InvariantCulture,
            $"The {iteration} must converge, but it had not after {limit} steps."));
}
