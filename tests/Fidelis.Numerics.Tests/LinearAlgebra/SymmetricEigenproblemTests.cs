using Fidelis.Numerics.Errors;
using Fidelis.Numerics.LinearAlgebra;
using Fidelis.Numerics.LinearAlgebra.Reference;
using Fidelis.Testing;

namespace Fidelis.Numerics.Tests.LinearAlgebra;

public sealed class SymmetricEigenproblemTests
{
    // Backward error of a reduction by reflections and rotations: a small multiple of sqrt(n) u ||A||_F in practice (n u in the worst case).
    private static double Tolerance(Matrix a) => 1e-300 + (1e-15 * (5 + Math.Sqrt(a.Rows)) * TestMatrices.FrobeniusNorm(a));

    [Fact]
    public void Decompose_SmallSizes_AgreesWithJacobi()
    {
        for (int n = 0; n <= 70; n++)
        {
            Matrix a = TestMatrices.RandomSymmetric(n);
            CheckDecomposition(a);
            NumericAssert.Close(JacobiEigenvalues.Decompose(a).Values, SymmetricEigenproblem.Values(a), Tolerance(a));
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
        CheckDecomposition(a);
        double[] expected = MathNetMatrices.From(a).Evd(MathNet.Numerics.LinearAlgebra.Symmetricity.Symmetric).EigenValues.Select(z => z.Real).Order().ToArray();
        NumericAssert.Close(expected, SymmetricEigenproblem.Values(a), Tolerance(a));
    }

    // The eigenvalues of the matrix with 2 on the diagonal and -1 beside it are 2 - 2 cos(k pi / (n + 1)).
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(100)]
    [InlineData(301)]
    public void Values_SecondDifference_AreTheClosedForm(int n)
    {
        Matrix a = new(n, n);
        for (int i = 0; i < n; i++)
        {
            a[i, i] = 2;
            if (i > 0)
            {
                a[i, i - 1] = a[i - 1, i] = -1;
            }
        }

        double[] expected = [.. Enumerable.Range(1, n).Select(k => 2 - (2 * Math.Cos(k * Math.PI / (n + 1))))];
        NumericAssert.Close(expected, SymmetricEigenproblem.Values(a), 4e-16 * (5 + Math.Sqrt(n)));
        CheckDecomposition(a);
    }

    // det of the 6 x 6 Hilbert matrix is 1 / 186313420339200000, the trace the sum of 1 / (2i - 1); the condition is 1.5e7.
    [Fact]
    public void Values_Hilbert_HaveItsDeterminantAndTrace()
    {
        Matrix a = Hilbert(6);
        double[] values = SymmetricEigenproblem.Values(a);
        NumericAssert.Close(1 / 186313420339200000.0, values.Aggregate((x, y) => x * y), 0, 1e-8);
        NumericAssert.Close(a.Trace(), values.Sum(), 1e-15);
        CheckDecomposition(Hilbert(40));
    }

    [Fact]
    public void Values_KnownSpectra_AreFound()
    {
        double[][] spectra =
        [
            [.. Enumerable.Repeat(3.0, 50)],
            [.. Enumerable.Repeat(-2.0, 20), .. Enumerable.Repeat(0.0, 30), .. Enumerable.Repeat(7.0, 25)],
            [.. Enumerable.Range(0, 60).Select(i => Math.Pow(10, i - 60.0)).Order()],
            [.. Enumerable.Repeat(0.0, 90), .. Enumerable.Range(1, 10).Select(i => (double)i)],
            [.. Enumerable.Range(0, 80).Select(i => 1 + (i * 1e-14))],
        ];
        foreach (double[] spectrum in spectra)
        {
            Matrix a = TestMatrices.WithSpectrum(spectrum);
            NumericAssert.Close(spectrum, SymmetricEigenproblem.Values(a), Tolerance(a));
            CheckDecomposition(a);
        }
    }

    // Wilkinson's W21+: pairs of eigenvalues that agree to 14 digits. The largest is 10.746194182903393 (Wilkinson, The Algebraic
    // Eigenvalue Problem, 1965, p. 309).
    [Fact]
    public void Decompose_WilkinsonMatrix_SeparatesClosePairs()
    {
        Matrix a = new(21, 21);
        for (int i = 0; i < 21; i++)
        {
            a[i, i] = Math.Abs(i - 10);
            if (i > 0)
            {
                a[i, i - 1] = a[i - 1, i] = 1;
            }
        }

        double[] values = SymmetricEigenproblem.Values(a);
        NumericAssert.Close(10.746194182903393, values[20], 2e-14);
        NumericAssert.Close(10.746194182903322, values[19], 2e-14);
        CheckDecomposition(a);
    }

    // Copies of Wilkinson's matrix, coupled by elements from none through the last digits to ordinary ones: clusters within and across the halves that are joined.
    [Theory]
    [InlineData(0)]
    [InlineData(1e-300)]
    [InlineData(1e-16)]
    [InlineData(1e-14)]
    [InlineData(1e-8)]
    [InlineData(0.1)]
    [InlineData(1e3)]
    public void Decompose_GluedWilkinsonMatrices_IsAccurate(double glue)
    {
        const int Copies = 9;
        Matrix a = new(21 * Copies, 21 * Copies);
        for (int i = 0; i < a.Rows; i++)
        {
            a[i, i] = Math.Abs((i % 21) - 10);
            if (i > 0)
            {
                a[i, i - 1] = a[i - 1, i] = i % 21 == 0 ? glue : 1;
            }
        }

        CheckDecomposition(a);
    }

    [Theory]
    [InlineData(33)]
    [InlineData(64)]
    [InlineData(65)]
    [InlineData(300)]
    public void Decompose_RepeatedAndGradedSpectra_AreAccurate(int n)
    {
        double[][] spectra =
        [
            [.. Enumerable.Range(0, n).Select(i => (double)(i / 7))],
            [.. Enumerable.Range(0, n).Select(i => Math.Pow(10, -20.0 * (n - i) / n))],
            [.. Enumerable.Range(0, n).Select(i => i < n / 2 ? 0.0 : 1 + (i * 1e-15))],
        ];
        foreach (double[] spectrum in spectra)
        {
            Matrix a = TestMatrices.WithSpectrum(spectrum);
            NumericAssert.Close(spectrum, SymmetricEigenproblem.Values(a), Tolerance(a));
            CheckDecomposition(a);
        }
    }

    // Graded matrices in both directions: elements from 1 to 1e-120.
    [Theory]
    [InlineData(1.0)]
    [InlineData(-1.0)]
    public void Decompose_Graded_StaysAccurate(double direction)
    {
        const int N = 60;
        Matrix a = TestMatrices.RandomSymmetric(N);
        for (int i = 0; i < N; i++)
        {
            for (int j = 0; j < N; j++)
            {
                a[i, j] *= Math.Pow(10, -direction * (i + j)) * (direction > 0 ? 1 : Math.Pow(10, -2 * N));
            }
        }

        CheckDecomposition(a);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(17)]
    [InlineData(45)]
    [InlineData(70)]
    public void Decompose_DifficultKinds_IsAccurate(int n)
    {
        for (uint seed = 1; seed <= 4; seed++)
        {
            foreach ((_, Matrix a) in TestMatrices.DifficultSymmetric(n, seed))
            {
                CheckDecomposition(a);
            }
        }
    }

    [Theory]
    [InlineData(1e-320)]
    [InlineData(1e-300)]
    [InlineData(1e-150)]
    [InlineData(1e160)]
    [InlineData(1e306)]
    public void Values_ExtremeScale_ScaleWithTheMatrix(double scale)
    {
        Matrix a = TestMatrices.RandomSymmetric(30);
        double[] expected = SymmetricEigenproblem.Values(a);
        Matrix scaled = new(30, 30, [.. a.Data.Select(x => x * scale)]);

        // A subnormal matrix keeps only a few bits: half of the smallest number is lost in every element.
        double[] actual = SymmetricEigenproblem.Values(scaled);
        for (int i = 0; i < 30; i++)
        {
            double tolerance = (1e-13 * scale) + (30 * double.Epsilon);
            Assert.InRange(actual[i], (expected[i] * scale) - tolerance, (expected[i] * scale) + tolerance);
        }
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
        CheckDecomposition(a);
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

    private static void CheckDecomposition(Matrix a)
    {
        int n = a.Rows;
        SymmetricEigendecomposition result = SymmetricEigenproblem.Decompose(a);
        Matrix v = result.Vectors;
        for (int i = 1; i < n; i++)
        {
            Assert.True(result.Values[i - 1] <= result.Values[i], "The eigenvalues must ascend.");
        }

        NumericAssert.Close(Matrix.Identity(n).Data, MatrixProduct.MultiplyTransposeLeft(v, v).Data, 1e-15 * (5 + Math.Sqrt(n)));
        Matrix scaled = v.Copy();
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++)
            {
                scaled[i, j] *= result.Values[j];
            }
        }

        NumericAssert.Close(a.Data, MatrixProduct.MultiplyTransposeRight(scaled, v).Data, Tolerance(a));
        NumericAssert.Close(a.Trace(), result.Values.Sum(), Math.Sqrt(n) * Tolerance(a));
        NumericAssert.Close(TestMatrices.FrobeniusNorm(a), TestMatrices.FrobeniusNorm(new(1, n, result.Values)), Tolerance(a));
    }

    private static Matrix Hilbert(int n)
    {
        Matrix a = new(n, n);
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++)
            {
                a[i, j] = 1.0 / (i + j + 1);
            }
        }

        return a;
    }
}
