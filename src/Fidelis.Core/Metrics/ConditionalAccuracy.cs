using Fidelis.Features;
using Fidelis.Numerics.Errors;
using Fidelis.Statistics;

namespace Fidelis.Metrics;

/// <summary>The share of the generated images that the classifier takes for the class that they were generated as.</summary>
/// <remarks>
/// T. Miyato and M. Koyama, cGANs with Projection Discriminator, 2018, appendix: the accuracy of a classifier on conditionally generated images. Images of
/// classes that the classifier does not know cannot be judged; they do not count, and their number is in the details.
/// </remarks>
public sealed class ConditionalAccuracy : ISetMetric
{
    /// <inheritdoc/>
    public MetricDescriptor Descriptor { get; } = new()
    {
        Id = "conditional-accuracy",
        Name = "Conditional Accuracy",
        Meaning = "Whether the classifier sees in each generated image the class that it was generated as; it never looks at the reference.",
        Direction = MetricDirection.HigherIsBetter,
        Range = "[0, 1]",
        Needs = MetricNeeds.Probabilities | MetricNeeds.Labels,
        Axioms = MetricAxioms.OrderIndependence | MetricAxioms.Unbiasedness,
        Reference = "Miyato and Koyama 2018, cGANs with Projection Discriminator, arXiv:1802.05637",
    };

    /// <inheritdoc/>
    public MetricScore Compute(SetStatistics reference, SetStatistics generated, MetricSettings settings)
    {
        ArgumentNullException.ThrowIfNull(reference);
        ArgumentNullException.ThrowIfNull(generated);
        FeatureMatrix probabilities = generated.Probabilities;
        IReadOnlyList<string> known = generated.Set!.ClassNames;
        if (!generated.Classes.Intersect(known, StringComparer.Ordinal).Any())
        {
            throw new InputException(
                $"Conditional accuracy needs images of classes that the classifier knows ({Describe(known)}), but '{generated.Name}' has {Describe(generated.Classes)}: name class folders or labels as the classifier does.");
        }

        ClassConfusion confusion = Judge(generated, probabilities);
        Dictionary<string, double> details = new()
        {
            ["classes"] = Enumerable.Range(0, known.Count).Count(label => confusion.Counts.Support(label) > 0),
            ["meanRecall"] = confusion.MeanRecall(),
            ["unjudgedImages"] = generated.Set.Count - confusion.Counts.ImageCount,
        };

        // What the classifier makes of real images of these classes is as much as a generator can be asked for.
        if (reference.Set is { Probabilities: { } real } set && set.ClassNames.SequenceEqual(known) && reference.Classes.Intersect(known, StringComparer.Ordinal).Any())
        {
            ConfusionMatrix counts = Judge(reference, real).Counts;
            details.Add("referenceAccuracy", (double)counts.CorrectCount / counts.ImageCount);
        }

        return AccuracyScore.Of(confusion) with { Details = details };
    }

    private static ClassConfusion Judge(SetStatistics set, FeatureMatrix probabilities)
    {
        IReadOnlyList<string> known = set.Set!.ClassNames;
        Dictionary<string, int> indices = known.Select((name, index) => (name, index)).ToDictionary(pair => pair.name, pair => pair.index, StringComparer.Ordinal);
        List<int> labels = [];
        List<int> predictions = [];
        for (int i = 0; i < set.Set.Labels.Count; i++)
        {
            if (set.Set.Labels[i] is { } name && indices.TryGetValue(name, out int label))
            {
                if (probabilities.Row(i).Contains(float.NaN))
                {
                    throw new InputException($"Class probabilities must be numbers, but some of '{set.Name}' are not: the network has damaged weights, or the file is damaged.");
                }

                labels.Add(label);
                predictions.Add(ClassPrediction.Of(probabilities.Row(i)));
            }
        }

        return new ClassConfusion(known, new ConfusionMatrix(known.Count, [.. labels], [.. predictions]));
    }

    private static string Describe(IReadOnlyList<string> classes) => classes.Count == 0 ? "none" : string.Join(", ", classes);
}
