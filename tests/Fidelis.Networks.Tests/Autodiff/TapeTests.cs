using Fidelis.Networks.Autodiff;
using Fidelis.Networks.Operators;
using Fidelis.Numerics.Kernels;

namespace Fidelis.Networks.Tests.Autodiff;

public sealed class TapeTests
{
    [Fact]
    public void Gradients_SourceWithoutInfluence_IsZero()
    {
        using Tape tape = new(new TensorPool());
        Variable x = tape.Watch(new Tensor([1, 2], 2));
        Variable y = tape.Watch(new Tensor([3, 4], 2));
        Assert.Equal([0, 0], tape.Gradients(Multiplication.Apply(x, x), [y])[0].Value.Data);
    }

    [Fact]
    public void Gradients_VariableUsedThrice_AreSummed()
    {
        using Tape tape = new(new TensorPool());
        Variable x = tape.Watch(new Tensor([3], 1));
        Variable cube = Multiplication.Apply(x, Multiplication.Apply(x, x));

        // d x^3 = 3 x^2 = 27, and once more 6 x = 18, and once more 6; all exact in float32.
        Variable first = tape.Gradients(cube, [x], createGraph: true)[0];
        Variable second = tape.Gradients(first, [x], createGraph: true)[0];
        Variable third = tape.Gradients(second, [x])[0];
        Assert.Equal([27, 18, 6], (float[])[first.Value.Data[0], second.Value.Data[0], third.Value.Data[0]]);
    }

    [Fact]
    public void Gradients_WantedGradientOfNormalizedValues_IsNotWrittenOver()
    {
        using Tape tape = new(new TensorPool());
        Variable x = tape.Watch(new Tensor([1, 2, 4, 8], 4, 1));
        Variable normalized = BatchNormalization.Apply(x, tape.Watch(new Tensor([3], 1)), tape.Watch(new Tensor([0], 1)), 1e-3f);
        Variable output = Scaling.Apply(normalized, 5);

        IReadOnlyList<Variable> gradients = tape.Gradients(output, [normalized, x]);
        Assert.Equal([5, 5, 5, 5], gradients[0].Value.Data);

        // A normalised sum does not depend on its input: what remains are roundings of values of about 5.
        Assert.All(gradients[1].Value.Data, value => Assert.Equal(0, value, 1e-5f));
    }

    [Fact]
    public void Value_NormalizedValuesReadAfterAConvolution_AreThoseThatTheConvolutionRead()
    {
        using Tape tape = new(new TensorPool());
        Variable x = tape.Watch(new Tensor([1, 2, 4, 8], 1, 2, 2, 1));
        Variable normalized = BatchNormalization.Apply(x, tape.Watch(new Tensor([3], 1)), tape.Watch(new Tensor([1], 1)), 1e-3f, slope: 0.25f);
        Variable copied = Convolution2D.Apply(normalized, tape.Constant(new Tensor([1], 1, 1, 1, 1)), null, ConvolutionShape.Same(1, 2, 2, 1, 1, 1, 1));

        // A filter of a single one copies, to the last bit.
        Assert.Equal(normalized.Value.Data, copied.Value.Data);
        Assert.Contains(normalized.Value.Data, value => value < 0);
    }

    [Fact]
    public void Gradients_IntermediateSource_IsKept()
    {
        using Tape tape = new(new TensorPool());
        Variable x = tape.Watch(new Tensor([2], 1));
        Variable square = Multiplication.Apply(x, x);
        IReadOnlyList<Variable> gradients = tape.Gradients(Scaling.Apply(square, 5), [square, x]);
        Assert.Equal(5, gradients[0].Value.Data[0]);
        Assert.Equal(20, gradients[1].Value.Data[0]);
    }

    [Fact]
    public void Value_AfterDispose_Throws()
    {
        Tape tape = new(new TensorPool());
        Variable sum = Addition.Apply(tape.Constant(new Tensor(2)), tape.Constant(new Tensor(2)));
        tape.Dispose();
        Assert.Throws<ObjectDisposedException>(() => sum.Value);
        Assert.Throws<ObjectDisposedException>(() => tape.Rent(1));
    }

    [Fact]
    public void Record_InputsOfTwoTapes_Throws()
    {
        using Tape first = new(new TensorPool());
        using Tape second = new(new TensorPool());
        Assert.Throws<ArgumentException>(() => Addition.Apply(first.Constant(new Tensor(2)), second.Constant(new Tensor(2))));
    }

    [Fact]
    public void Apply_ShapesDiffer_Throws()
    {
        using Tape tape = new(new TensorPool());
        Assert.Throws<ArgumentException>(() => Addition.Apply(tape.Constant(new Tensor(2)), tape.Constant(new Tensor(2, 1))));
    }

    [Fact]
    public void Keep_AfterDispose_IsNotLentAgain()
    {
        TensorPool pool = new();
        Tensor kept;
        using (Tape tape = new(pool))
        {
            kept = tape.Rent(3);
            tape.Keep(kept);
        }

        Assert.NotSame(kept.Data, pool.Rent(3).Data);
    }

    [Fact]
    public void Rent_AfterReturn_LendsTheSameMemory()
    {
        TensorPool pool = new();
        float[] lent;
        using (Tape tape = new(pool))
        {
            lent = tape.Rent(2, 3).Data;
        }

        using Tape next = new(pool);
        Assert.Same(lent, next.Rent(6).Data);
        Assert.NotSame(lent, next.Rent(6).Data);
    }
}
