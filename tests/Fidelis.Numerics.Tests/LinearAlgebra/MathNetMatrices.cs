using Fidelis.Numerics.LinearAlgebra;
using MathNetMatrix = MathNet.Numerics.LinearAlgebra.Matrix<double>;

namespace Fidelis.Numerics.Tests.LinearAlgebra;

/// <summary>The door to the library that serves as oracle.</summary>
internal static class MathNetMatrices
{
    /// <summary>Copies a matrix.</summary>
    public static MathNetMatrix From(Matrix matrix) => MathNetMatrix.Build.DenseOfRowMajor(matrix.Rows, matrix.Columns, matrix.Data);

    /// <summary>Copies the elements, row by row.</summary>
    public static double[] ToRowMajorArray(this MathNetMatrix matrix) => matrix.Transpose().ToColumnMajorArray();
}
