using Fidelis.Networks.Autodiff;
using Fidelis.Networks.Layers;
using Fidelis.Networks.Operators;
using Fidelis.Networks.Optimizers;

namespace Fidelis.Benchmarks.Suites;

/// <summary>What a step of training does besides convolutions, on the maps of BioCNN-2: work for memory, not for the units that multiply.</summary>
public class TrainingOperators : KernelSuite
{
    private const int Trained = 1 << 20;

    private static readonly int[] Map = [64, 64, 64, 32];

    /// <inheritdoc/>
    public override IEnumerable<Kernel> Kernels =>
    [
        Operator("batch normalisation with rectifier", 1, (x, channel) => BatchNormalization.Apply(x, channel, channel, 1e-3f, null, 0)),
        Operator("max pooling", 1, (x, _) => MaxPooling.Apply(x, PoolingWindow.Halving)),
        Operator("addition with rectifier", 2, (x, _) => Rectifier.Apply(Addition.Apply(x, x), 0)),
        new("adam", $"{Trained:N0} parameters", WorkOf(5 * Trained), RegisterSet.Widest, Adam),
    ];

    private static Kernel Operator(string name, int operands, Func<Variable, Variable, Variable> function)
    {
        int length = Map.Aggregate(1, (product, size) => product * size);
        return new Kernel(
            $"{name}, forward and backward", string.Join(" x ", Map), WorkOf((2 + operands) * 2L * length), RegisterSet.Widest, () => Prepare(function));
    }

    private static Action Prepare(Func<Variable, Variable, Variable> function)
    {
        TensorPool pool = new();
        Tensor map = Operands.Tensor(Map);
        Tensor channel = Operands.Tensor(Map[^1]);
        return () =>
        {
            using Tape tape = new(pool);
            Variable watched = tape.Watch(map);
            tape.Gradients(function(watched, tape.Watch(channel)), [watched]);
        };
    }

    private static Action Adam()
    {
        Parameter parameter = new("weights", Operands.Tensor(Trained), isTrained: true);
        Adam adam = new([parameter], learningRate: 0.003);
        Tensor gradient = Operands.Tensor(Trained);
        return () => adam.Update([gradient]);
    }

    private static Work WorkOf(long values) => new(0, (double)sizeof(float) * values, NumberFormat.Float32);
}
