using System.Globalization;
using Fidelis.Numerics.Errors;

namespace Fidelis.Training;

/// <summary>What an image of each class counts in the loss that is learned from.</summary>
public sealed class ClassWeighting
{
    /// <summary>The smallest weight of a class that can be stated.</summary>
    public const double Smallest = 1e-6;

    /// <summary>The greatest weight of a class that can be stated: a loss far beyond it leaves the range in which float32 can learn.</summary>
    public const double Greatest = 1e6;

    private readonly IReadOnlyDictionary<string, double>? stated;
    private readonly string name;

    private ClassWeighting(string name, IReadOnlyDictionary<string, double>? stated)
    {
        this.name = name;
        this.stated = stated;
    }

    /// <summary>Gets the weighting in which every image counts alike.</summary>
    public static ClassWeighting None { get; } = new("none", null);

    /// <summary>
    /// Gets the weighting in which every class counts alike: <c>n / (k n_c)</c> for a class with n_c of the n training images, which is 1
    /// on average over the images.
    /// </summary>
    public static ClassWeighting Balanced { get; } = new("balanced", null);

    /// <summary>States weights.</summary>
    /// <param name="weights">The weight of each class, from <see cref="Smallest"/> to <see cref="Greatest"/>; a class that is not named has 1.</param>
    /// <returns>The weighting.</returns>
    /// <exception cref="InputException">There is no weight, or one is out of range.</exception>
    public static ClassWeighting Of(IReadOnlyDictionary<string, double> weights)
    {
        ArgumentNullException.ThrowIfNull(weights);
        foreach ((string className, double weight) in weights)
        {
            if (!(weight >= Smallest && weight <= Greatest))
            {
                throw new InputException(string.Create(
                    CultureInfo.InvariantCulture, $"The weight of a class must be from {Smallest:0.######} to {Greatest}, but that of '{className}' is {weight}: name a class a hundred times as heavy as others by 100, one to be left out by --classes."));
            }
        }

        return weights.Count == 0
            ? throw new InputException("At least one class must have a weight, but there is none: leave the weights away for 1 each.")
            : new ClassWeighting(
                string.Join(',', weights.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => string.Create(CultureInfo.InvariantCulture, $"{pair.Key}={pair.Value}"))),
                weights);
    }

    /// <summary>Gives the weights as the user would state them.</summary>
    /// <returns>For example <c>balanced</c> or <c>a=2,b=1</c>.</returns>
    public override string ToString() => name;

    /// <summary>Computes the weights for a data set.</summary>
    /// <param name="data">The data set.</param>
    /// <returns>The weight of each class <c>[k]</c>, or <see langword="null"/> where each is 1.</returns>
    /// <exception cref="InputException">A stated class is not in the data set.</exception>
    internal float[]? For(LabeledDataset data)
    {
        if (stated is not null)
        {
            return stated.Keys.FirstOrDefault(className => !data.Classes.Contains(className)) is { } unknown
                ? throw new InputException(
                    $"Weights can be given to the classes {string.Join(", ", data.Classes)}, but not to '{unknown}'.{Suggestion.For(unknown, data.Classes)}")
                : [.. data.Classes.Select(className => (float)stated.GetValueOrDefault(className, 1))];
        }

        if (this != Balanced)
        {
            return null;
        }

        int[] counts = new int[data.Classes.Count];
        foreach (LabeledImage image in data.Train)
        {
            counts[image.Label]++;
        }

        return [.. counts.Select(count => (float)((double)data.Train.Count / counts.Length / count))];
    }
}
