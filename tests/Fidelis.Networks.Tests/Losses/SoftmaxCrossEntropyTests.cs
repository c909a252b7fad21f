using Fidelis.Networks.Autodiff;
using Fidelis.Networks.Losses;
using Fidelis.Testing;

namespace Fidelis.Networks.Tests.Losses;

public sealed class SoftmaxCrossEntropyTests
{
    [Fact]
    public void Apply_EqualLogits_IsLogOfClassCount()
    {
        using Tape tape = new(new TensorPool());
        Variable loss = SoftmaxCrossEntropy.Apply(tape.Constant(new Tensor(3, 5)), [0, 4, 2]);
        NumericAssert.Close(Math.Log(5), loss.Value.Data[0], 1e-6);
    }

    [Fact]
    public void Apply_CertainAndWrong_IsFinite()
    {
        using Tape tape = new(new TensorPool());
        Variable logits = tape.Watch(new Tensor([1000, 0], 1, 2));
        Variable loss = SoftmaxCrossEntropy.Apply(logits, [1]);
        Assert.Equal(1000, loss.Value.Data[0]);
        Assert.Equal([1, -1], tape.Gradients(loss, [logits])[0].Value.Data);
    }

    [Theory]
    [InlineData(new[] { 0 })]
    [InlineData(new[] { 0, 2 })]
    [InlineData(new[] { 0, -1 })]
    public void Apply_LabelsDoNotFit_Throws(int[] labels)
    {
        using Tape tape = new(new TensorPool());
        Assert.Throws<ArgumentException>(() => SoftmaxCrossEntropy.Apply(tape.Constant(new Tensor(2, 2)), labels));
    }
}
