using Fidelis.Numerics.Errors;
using Fidelis.Numerics.LinearAlgebra;
using Fidelis.Numerics.LinearAlgebra.Reference;
using Fidelis.Testing;

namespace Fidelis.Numerics.Tests.LinearAlgebra;

public sealed class SymmetricEigenproblemTests
{
    [Fact]
    public void Decompose_SmallSizes_AgreesWithJacobi()
    {
        for (int n = 0; n <= 70; n++)
        {
            Matrix a = TestMatrices.RandomSymmetric(n);
            EigenAssert.Decomposes(a);
            NumericAssert.Close(JacobiEigenvalues.Decompose(a).Values, SymmetricEigenproblem.Values(a), EigenAssert.Tolerance(a));
        }
    }

    [Theory]
    [InlineData(97)]
    [InlineData(128)]
    [InlineData(193)]
    [InlineData(257)]
    public void Decompose_LargerSizes_AgreesWithMathNet(int n)
    {
        Matrix a = TestMatrices.RandomSymmetric(n);
        EigenAssert.Decomposes(a);
        double[] expected = MathNetMatrices.From(a).Evd(MathNet.Numerics.LinearAlgebra.Symmetricity.Symmetric).EigenValues.Select(z => z.Real).Order().ToArray();
        NumericAssert.Close(expected, SymmetricEigenproblem.Values(a), EigenAssert.Tolerance(a));
    }

    [Fact]
    public void Decompose_Zero_IsZeroAndIdentity()
    {
        SymmetricEigendecomposition result = SymmetricEigenproblem.Decompose(new(5, 5));
        Assert.Equal(new double[5], result.Values);
        Assert.Equal(Matrix.Identity(5).Data, result.Vectors.Data);
        Assert.Empty(SymmetricEigenproblem.Values(new(0, 0)));
    }

    [Fact]
    public void Decompose_Diagonal_IsExact()
    {
        Matrix a = new(4, 4);
        a[0, 0] = 3;
        a[1, 1] = -1;
        a[2, 2] = 0;
        a[3, 3] = 1e-200;
        Assert.Equal([-1, 0, 1e-200, 3], SymmetricEigenproblem.Values(a));
    }

    [Fact]
    public void Decompose_UpperTriangle_IsNotRead()
    {
        Matrix a = TestMatrices.RandomSymmetric(40);
        Matrix lower = a.Copy();
        for (int i = 0; i < 40; i++)
        {
            lower.Row(i)[(i + 1)..].Fill(double.NaN);
        }

        SymmetricEigendecomposition expected = SymmetricEigenproblem.Decompose(a);
        SymmetricEigendecomposition actual = SymmetricEigenproblem.Decompose(lower);
        Assert.Equal(expected.Values, actual.Values);
        Assert.Equal(expected.Vectors.Data, actual.Vectors.Data);
    }

    [Fact]
    public void Values_Matrix_IsLeftAlone()
    {
        Matrix a = TestMatrices.RandomSymmetric(33);
        Matrix before = a.Copy();
        SymmetricEigenproblem.Decompose(a);
        Assert.Equal(before.Data, a.Data);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(64)]
    [InlineData(131)]
    public void Values_AndDecompose_AgreeToTheBit(int n)
    {
        Matrix a = TestMatrices.RandomSymmetric(n);
        Assert.Equal(SymmetricEigenproblem.Decompose(a).Values, SymmetricEigenproblem.Values(a));
    }

    [Fact]
    public void Decompose_OneOrSeveralThreads_SameBits()
    {
        // Large enough for several tasks in every parallel part.
        Matrix a = TestMatrices.RandomSymmetric(515);
        ThreadCounts.AssertSameBits(() =>
        {
            SymmetricEigendecomposition result = SymmetricEigenproblem.Decompose(a);
            return [.. result.Values, .. result.Vectors.Data];
        });
        EigenAssert.Decomposes(a);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void Values_NotFinite_SaysWhere(double bad)
    {
        Matrix a = TestMatrices.RandomSymmetric(5);
        a[3, 1] = bad;
        InputException e = Assert.Throws<InputException>(() => SymmetricEigenproblem.Values(a));
        Assert.Contains("row 3, column 1", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Values_NotSquare_IsRefused() => Assert.Throws<ArgumentException>(() => SymmetricEigenproblem.Values(new(2, 3)));
}
