using Fidelis.Networks.Autodiff;
using Fidelis.Networks.Operators;

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
