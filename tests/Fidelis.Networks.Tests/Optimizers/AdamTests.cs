using Fidelis.Networks.Autodiff;
using Fidelis.Networks.Layers;
using Fidelis.Networks.Optimizers;
using Fidelis.Testing;

namespace Fidelis.Networks.Tests.Optimizers;

public sealed class AdamTests
{
    [Fact]
    public void Update_FirstStep_MovesByTheLearningRate()
    {
        // m / (1 - beta1) = g and sqrt(v / (1 - beta2)) = |g|, so the first step is rate * g / (|g| + epsilon).
        float[] gradients = [2, -3, 1e-3f, 1e-7f, 0, 5, 1e-6f, -0.25f, 7, -1e-5f, 1e10f];
        Parameter parameter = new("p", new Tensor(gradients.Length), isTrained: true);
        new Adam([parameter], 0.01).Update([new Tensor(gradients, gradients.Length)]);
        double[] expected = Array.ConvertAll(gradients, g => -0.01 * g / (Math.Abs((double)g) + 1e-7));

        // beta2 in float32 is off by 1e-8 relative to 1, that is 1e-5 of 1 - beta2, half of which reaches the root.
        NumericAssert.Close(expected, Array.ConvertAll(parameter.Value.Data, p => (double)p), 1e-12, 2e-5);
    }

    [Fact]
    public void Update_ManySteps_EqualsThePaperInFloat64()
    {
        Parameter parameter = new("p", new Tensor([0.5f], 1), isTrained: true);
        Adam adam = new([parameter], 0.003);
        double p = 0.5;
        double m = 0;
        double v = 0;
        for (int t = 1; t <= 200; t++)
        {
            float g = MathF.Sin(t) + 0.1f;
            adam.Update([new Tensor([g], 1)]);
            m = (0.9 * m) + (0.1 * g);
            v = (0.999 * v) + (0.001 * g * g);
            p -= 0.003 * (m / (1 - Math.Pow(0.9, t))) / (Math.Sqrt(v / (1 - Math.Pow(0.999, t))) + 1e-7);
        }

        // 200 steps of at most 0.003, each with relative errors of 1e-5 and a rounding of 3e-8.
        NumericAssert.Close(p, parameter.Value.Data[0], 1e-5);
    }

    [Fact]
    public void Update_GradientsDoNotFit_Throws()
    {
        Adam adam = new([new Parameter("p", new Tensor(2), isTrained: true)], 0.01);
        Assert.Throws<ArgumentException>(() => adam.Update([]));
        Assert.Throws<ArgumentException>(() => adam.Update([new Tensor(2, 1)]));
    }
}
