using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Fidelis.Networks.Architectures;
using Fidelis.Networks.Autodiff;
using Fidelis.Networks.Layers;
using Fidelis.Networks.Operators;
using Fidelis.Networks.Optimizers;
using Fidelis.Numerics.Kernels;

namespace Fidelis.Benchmarks;

/// <summary>
/// Times the operators of a network one by one, forward and backward, on tensors of the sizes that training gives them.
/// </summary>
/// <remarks>
/// What is left between the sum of the table and a whole step is what the operators do to one another's caches. Processor time of all
/// threads is what is measured, which a busy machine disturbs least.
/// </remarks>
internal sealed partial class OperatorProfile(string architecture, int batch)
{
    private const double SecondsEach = 0.2;

    private readonly TensorPool pool = new();
    private readonly SortedDictionary<string, (double Milliseconds, double Operations)> totals = new(StringComparer.Ordinal);

    /// <summary>Measures and prints a line for each kind of operator: milliseconds in a step, share, and GFLOP/s where products are counted.</summary>
    public void Print()
    {
        IArchitecture found = ArchitectureCatalog.Find(architecture);
        LayeredNetwork network = found.Create(found.DefaultInput, ["a", "b", "c", "d"], seed: 1);
        int[] shape = [found.DefaultInput.Height, found.DefaultInput.Width, found.DefaultInput.Channels];
        for (int i = 0; i < network.Layers.Count; i++)
        {
            LayerDescription layer = network.Layers[i];
            bool isRectified = i + 1 < network.Layers.Count && network.Layers[i + 1].Operator.Contains("ReLU", StringComparison.Ordinal);
            Measure(layer, shape, isRectified, isFirst: i == 0);
            shape = [.. layer.Shape];
        }

        Parameter[] trained = [.. network.Parameters.Where(p => p.IsTrained)];
        Adam adam = new(trained, found.Defaults.LearningRate);
        Tensor[] gradients = [.. trained.Select(p => Filled(p.Value.Shape.ToArray()))];
        Add("adam", 0, () => adam.Update(gradients));

        double sum = totals.Values.Sum(t => t.Milliseconds);
        foreach ((string name, (double milliseconds, double operations)) in totals.OrderByDescending(t => t.Value.Milliseconds))
        {
            string speed = operations > 0 ? string.Create(CultureInfo.InvariantCulture, $"{operations / milliseconds / 1e6,8:F0} GFLOP/s") : string.Empty;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-32}{milliseconds,9:F2} ms{100 * milliseconds / sum,7:F1} %{speed}"));
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{"sum",-32}{sum,9:F2} ms"));
    }

    private void Measure(LayerDescription layer, int[] input, bool isRectified, bool isFirst)
    {
        if (ConvolutionPattern().Match(layer.Operator) is { Success: true } convolution)
        {
            int kernel = int.Parse(convolution.Groups[1].ValueSpan, CultureInfo.InvariantCulture);
            int stride = convolution.Groups[2].Success ? int.Parse(convolution.Groups[2].ValueSpan, CultureInfo.InvariantCulture) : 1;
            MeasureConvolution(ConvolutionShape.Same(batch, input[0], input[1], input[2], layer.Shape[2], kernel, stride), isFirst);
        }
        else if (layer.Operator == "BatchNorm")
        {
            string name = isRectified ? "batch normalisation + rectifier" : "batch normalisation";
            Tensor[] channels = [Filled(input[2]), Filled(input[2])];
            MeasureBoth(name, x => BatchNormalization.Apply(x[0], x[1], x[2], 1e-3f, null, isRectified ? 0 : 1), [Filled([batch, .. input]), .. channels]);
        }
        else if (layer.Operator.StartsWith("MaxPool", StringComparison.Ordinal))
        {
            MeasureBoth("max pooling", x => MaxPooling.Apply(x[0], PoolingWindow.Halving), Filled([batch, .. input]));
        }
        else if (layer.Operator == "Add")
        {
            MeasureBoth("addition + rectifier", x => Rectifier.Apply(Addition.Apply(x[0], x[1]), 0), Filled([batch, .. input]), Filled([batch, .. input]));
        }
        else if (layer.Operator == "GlobalAvgPool")
        {
            MeasureBoth("global average pooling", x => GlobalAveragePooling.Apply(x[0]), Filled([batch, .. input]));
        }
    }

    private void MeasureConvolution(ConvolutionShape shape, bool isFirst)
    {
        float[] x = Filled(shape.InputLength).Data;
        float[] weights = Filled(shape.WeightLength).Data;
        float[] y = Filled(shape.OutputLength).Data;
        float[] bias = new float[shape.OutputChannels];
        float[] inputGradient = new float[x.Length];
        float[] weightGradient = new float[weights.Length];
        double operations = 2.0 * y.Length * shape.InputChannels * shape.KernelHeight * shape.KernelWidth;
        string kind = isFirst ? "first convolution" : "convolution";
        Add($"{kind}: forward", operations, () => Convolution.Forward(shape, x, weights, bias, y));
        Add($"{kind}: weight gradient", operations, () => Convolution.WeightGradient(shape, x, y, weightGradient, bias));
        if (!isFirst)
        {
            Add($"{kind}: input gradient", operations, () => Convolution.InputGradient(shape, y, weights, inputGradient));
        }
    }

    private void MeasureBoth(string name, Func<Variable[], Variable> function, params Tensor[] inputs)
    {
        double forward = Add($"{name}: forward", 0, () =>
        {
            using Tape tape = new(pool);
            function(Array.ConvertAll(inputs, tape.Watch));
        });
        Add($"{name}: backward", 0, () =>
        {
            using Tape tape = new(pool);
            Variable[] variables = Array.ConvertAll(inputs, tape.Watch);
            tape.Gradients(function(variables), variables);
        }, forward);
    }

    /// <summary>Adds the time of a body, less what is already counted elsewhere, to the total of its name.</summary>
    private double Add(string name, double operations, Action body, double counted = 0)
    {
        // Twice: the compiler takes a second look at what ran for long.
        Milliseconds(body);
        double milliseconds = Milliseconds(body) - counted;
        (double earlier, double earlierOperations) = totals.GetValueOrDefault(name);
        totals[name] = (earlier + milliseconds, earlierOperations + operations);
        return milliseconds;
    }

    private static double Milliseconds(Action body)
    {
        Stopwatch watch = Stopwatch.StartNew();
        TimeSpan start = Environment.CpuUsage.TotalTime;
        int count = 0;
        for (; count < 3 || watch.Elapsed.TotalSeconds < SecondsEach; count++)
        {
            body();
        }

        return (Environment.CpuUsage.TotalTime - start).TotalMilliseconds / count;
    }

    private static Tensor Filled(params int[] shape)
    {
        Tensor tensor = new(shape);
        Random random = new(4);
        foreach (ref float value in tensor.Data.AsSpan())
        {
            value = random.NextSingle() - 0.5f;
        }

        return tensor;
    }

    [GeneratedRegex(@"^Conv (\d+)x\d+(?:/(\d+))?$")]
    private static partial Regex ConvolutionPattern();
}
