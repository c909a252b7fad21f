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

    [Fact]
    public void Apply_ClassWeights_MultiplyLossAndGradientOfEachRow()
    {
        float[] logits = [0.3f, -1.2f, 2, 0.1f, 0.7f, -0.4f];
        (double loss, float[] gradient) = Of(logits, [2, 0], [0.5f, 1, 3]);
        (double first, float[] firstGradient) = Of(logits[..3], [2], null);
        (double second, float[] secondGradient) = Of(logits[3..], [0], null);

        // The mean over two rows, each times the weight of its class; float32 rounds a handful of times.
        NumericAssert.Close(((3 * first) + (0.5 * second)) / 2, loss, 1e-6);
        NumericAssert.Close(
            [.. firstGradient.Select(g => 1.5 * g), .. secondGradient.Select(g => 0.25 * g)], Array.ConvertAll(gradient, g => (double)g), 1e-6);
        Assert.Equal(Of(logits, [2, 0], null), Of(logits, [2, 0], [1, 1, 1]), (a, b) => a.Loss == b.Loss && a.Gradient.SequenceEqual(b.Gradient));
    }

    [Fact]
    public void Apply_WeightsDoNotFit_Throws() => Assert.Throws<ArgumentException>(() => Of([0, 0], [0], [1]));

    [Theory]
    [InlineData(new[] { 0 })]
    [InlineData(new[] { 0, 2 })]
    [InlineData(new[] { 0, -1 })]
    public void Apply_LabelsDoNotFit_Throws(int[] labels)
    {
        using Tape tape = new(new TensorPool());
        Assert.Throws<ArgumentException>(() => SoftmaxCrossEntropy.Apply(tape.Constant(new Tensor(2, 2)), labels));
    }

    private static (double Loss, float[] Gradient) Of(float[] logits, int[] labels, float[]? weights)
    {
        using Tape tape = new(new TensorPool());
        Variable variable = tape.Watch(new Tensor(logits, labels.Length, logits.Length / labels.Length));
        Variable loss = SoftmaxCrossEntropy.Apply(variable, labels, weights);
        return (loss.Value.Data[0], [.. tape.Gradients(loss, [variable])[0].Value.Data]);
    }
}
