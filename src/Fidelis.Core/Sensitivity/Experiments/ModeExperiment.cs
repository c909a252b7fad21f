using Fidelis.Evaluation;
using Fidelis.Features;
using Fidelis.Metrics;
using Fidelis.Numerics.Errors;
using Fidelis.Numerics.Randomness;
using Fidelis.Statistics;

namespace Fidelis.Sensitivity.Experiments;

/// <summary>Scores one half of a labelled reference against the other, from which classes, a part of one class, or different images are taken away.</summary>
/// <remarks>
/// M. Lucic et al., Are GANs Created Equal? A Large-Scale Study, 2018, section 5.1: real images of m of K classes against all of them, at one number of images: FID falls
/// as more classes are captured. Q. Xu et al., An empirical study on evaluation metrics of generative adversarial networks, 2018, shrink and collapse modes.
/// </remarks>
internal sealed class ModeExperiment : IExperiment
{
    /// <summary>Each half needs so many images of each class.</summary>
    private const int FewestOfClass = 10;

    private static readonly MetricOptions<ModeOptions> Options = new MetricOptions<ModeOptions>(new ModeOptions(10, 6))
        .WholeNumber("repeats", "The random divisions into halves, each with an order of the classes of its own.", 2, 1000, options => options.Repeats, (options, value) => options with { Repeats = value })
        .WholeNumber("steps", "The most steps of each trial.", 2, 100, options => options.Steps, (options, value) => options with { Steps = value });

    /// <inheritdoc/>
    public ExperimentDescriptor Descriptor { get; } = new()
    {
        Id = "modes",
        Question = "Which metrics notice that classes are missing, that one becomes rare, or that a few images are repeated?",
        Method = "Divides a labelled reference into halves at random and takes classes, a part of one class, or different images from the second, at equal numbers of images: a generator that drops modes, whose truth is known.",
        Example = "cells/test --model biocnn-2:blood-cells",
        DefaultMetrics = ["is", "fid", "kid", "precision", "recall", "density", "coverage", "vendi"],
        Options = Options,
        StepHeading = "kept",
        AxisTitle = "Share of the classes, of one class, or of the images that is lost",
        Axis = ExperimentAxis.Share,
    };

    /// <inheritdoc/>
    public IEnumerable<string> FindProblems(ExperimentContext context)
    {
        EvaluationSource reference = context.Inputs.Reference;
        return reference.Statistics is not null
            ? [$"Classes are taken away image by image, but '{reference.Name}' holds statistics of all images together: name images or a features file."]
            : FindProblems(reference.Name, reference.Images is { } images ? [.. images.Entries.Select(entry => entry.ClassName)] : reference.Features!.Labels, context.Metrics);
    }

    /// <inheritdoc/>
    public ExperimentResult Run(ExperimentContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        ModeOptions options = Options.Bind(context.Settings);
        List<ExperimentSeries> series = [];
        List<Conclusion> conclusions = [];
        foreach (FeatureExtractor? extractor in context.Extractors)
        {
            PreparedSet reference = context.Prepare(extractor)[0];
            FeatureSet set = reference.Statistics.Set!;

            // Images that could not be read were left out since the sets were opened.
            if (FindProblems(reference.Source.Name, set.Labels, context.Metrics).FirstOrDefault() is { } problem)
            {
                throw new InputException(problem);
            }

            ExperimentContext own = context.For(extractor, conclusions);
            foreach (ExperimentSeries trial in Measure(own, options, extractor, reference))
            {
                series.Add(trial);
                conclusions.Add(ModeVerdict.Of(trial, own.Metrics));
            }
        }

        return new ExperimentResult(Descriptor, Options.Resolve(context.Settings), series, conclusions);
    }

    private static IEnumerable<string> FindProblems(string name, IReadOnlyList<string?> labels, IReadOnlyList<MetricDescriptor> metrics)
    {
        int unlabelled = labels.Count(label => label is null);
        KeyValuePair<string, int>[] classes = [.. labels.OfType<string>().CountBy(label => label).OrderBy(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal)];
        int fewest = 2 * metrics.Select(metric => metric.MinimumImageCount).Append(FewestOfClass).Max();
        if (classes.Length < 2)
        {
            yield return $"Classes are taken away from a reference of two or more, but '{name}' has {(classes.Length == 0 ? "none" : $"'{classes[0].Key}' alone")}: put the images of each class into a folder of its name, or give a file of labels by --labels.";
        }
        else if (unlabelled > 0)
        {
            yield return $"Every image must have a class, but {unlabelled} of {labels.Count} in '{name}' have none: put them into class folders, or choose classes by --classes.";
        }
        else if (classes[0].Value < fewest)
        {
            yield return $"Each class needs at least {fewest} images, half of them for either half, but '{classes[0].Key}' of '{name}' has {classes[0].Value}: add images, or choose other classes by --classes.";
        }
    }

    private static IEnumerable<ExperimentSeries> Measure(ExperimentContext context, ModeOptions options, FeatureExtractor? extractor, PreparedSet reference)
    {
        FeatureSet set = reference.Statistics.Set!;
        IReadOnlyList<ModeTrial> trials = ModeTrial.Of(set, options.Steps);
        List<IReadOnlyList<MetricResult>>[][] scores = [.. trials.Select(trial => (List<IReadOnlyList<MetricResult>>[])[.. trial.Steps.Select(_ => new List<IReadOnlyList<MetricResult>>())])];
        Xoshiro256 random = context.Random("modes");
        context.Score($"Scoring modes by {extractor?.Model.Id ?? "files"}", (long)options.Repeats * trials.Sum(trial => trial.Steps.Count), scorer =>
        {
            for (int repeat = 0; repeat < options.Repeats; repeat++)
            {
                // One division at a time: what its halves hold is gone before the next.
                ModeDivision division = ModeDivision.Of(set, repeat, random.Split((ulong)repeat));
                SetStatistics first = SetStatistics.Of($"one half of {reference.Source.Name}", set.Select(division.Reference));
                for (int t = 0; t < trials.Count; t++)
                {
                    for (int step = 0; step < trials[t].Steps.Count; step++)
                    {
                        string label = trials[t].Steps[step].Label;
                        long[] rows = trials[t].Draw(division, step, random.Split((ulong)repeat).Split(trials[t].Name).Split((ulong)step));
                        scores[t][step].Add(scorer.Score($"{trials[t].Name}: {label}", first, SetStatistics.Of($"{label} of the other half", set.Select(rows))));
                    }
                }
            }

            return true;
        });
        ModelSummary model = ModelSummary.Of(extractor, reference.Statistics);
        ProtocolSummary protocol = ProtocolSummary.Of(extractor, reference, reference);
        return trials.Select((trial, t) => new ExperimentSeries(
            model.Label,
            null,
            trial.Name,
            [.. trial.Steps.Select((step, i) => new ExperimentStep(step.Label, step.Lost, model, protocol, RepeatedScore.Of(scores[t][i])))]));
    }

    private sealed record ModeOptions(int Repeats, int Steps);
}
