using System.Globalization;
using System.Text;
using Fidelis.Evaluation;
using Fidelis.Networks.Weights;
using Fidelis.Reports.Console;
using Fidelis.Training;
using Fidelis.Training.Augmentation;

namespace Fidelis.Reports.Markdown;

/// <summary>
/// A page about a trained model for whoever gets its weights: what it is, what it learned from, how good it is and how sure that is, what
/// it is for, and how to make it again.
/// </summary>
/// <remarks>After M. Mitchell et al., Model Cards for Model Reporting, FAT* 2019.</remarks>
public static class ModelCard
{
    /// <summary>Writes the page, whole or not at all.</summary>
    /// <param name="path">The file; an existing one is replaced.</param>
    /// <param name="result">A finished training.</param>
    /// <param name="command">The command line that made it, without the name of the program; empty where there was none.</param>
    /// <exception cref="Numerics.Errors.InputException">The file cannot be written there.</exception>
    public static void Write(string path, TrainingResult result, IReadOnlyList<string> command)
    {
        string text = ToText(result, command);
        WholeFile.Write(path, stream => stream.Write(Encoding.UTF8.GetBytes(text)));
    }

    /// <summary>Makes the page.</summary>
    /// <param name="result">A finished training.</param>
    /// <param name="command">The command line that made it, without the name of the program; empty where there was none.</param>
    /// <returns>Markdown.</returns>
    /// <exception cref="ArgumentException">The training is not finished.</exception>
    public static string ToText(TrainingResult result, IReadOnlyList<string> command)
    {
        ArgumentNullException.ThrowIfNull(result);
        ArgumentNullException.ThrowIfNull(command);
        if (result.Test is not { } test || result.Validation is not { } validation)
        {
            throw new ArgumentException("A model card is written of a finished training.", nameof(result));
        }

        MarkdownText page = new();
        page.Heading(1, $"{result.Architecture} for {string.Join(", ", result.Data.Classes)}");
        page.Paragraph("A classifier of images of these classes, and a judge for generated ones.");
        page.Table(["", ""], [.. Facts(result, validation, test)]);
        page.Heading(2, "Test scores");
        page.Paragraph($"{test.Accuracy.ImageCount} images that took no part in training or choice. Intervals treat them as independent: pictures of one patient, slide or camera make the true uncertainty larger.");
        page.Table(ClassificationTables.Classes(test));
        page.Paragraph("True classes in rows, predicted ones in columns:");
        page.Table(ClassificationTables.Confusion(test));
        foreach (string note in test.Notes)
        {
            page.Paragraph(MarkdownText.Escape(note));
        }

        page.Heading(2, "Data");
        page.Table(["part", "images", .. result.Data.Classes], [.. Parts(result.Data)]);
        page.Paragraph($"Division: {MarkdownText.Escape(result.Data.SplitRule)}. Images of another size that were resized: {Text(result.ResizedCount)}.");
        page.Paragraph(result.Duplicates.Count == 0
            ? "No image stands in two of the parts, by its bytes or its pixels."
            : $"{Text(result.Duplicates.Count)} images stand in an earlier part too, so that the scores look better than they are; the run file lists them.");
        foreach (Conclusion warning in result.Conclusions.Where(conclusion => conclusion.Kind == ConclusionKind.Warning))
        {
            page.Paragraph($"Warning: {MarkdownText.Escape(warning.Message)}");
        }

        page.Paragraph($"SHA-256 of the parts, classes and files: `{result.DataHash}`");
        page.Paragraph($"Credit: {(result.Options.Credit is { } credit ? MarkdownText.Escape(credit) : "none was given (`--credit` writes it here). Whoever passes the weights on must know the source and the licence of the images.")}");
        page.Heading(2, "Intended use");
        page.Paragraph("To judge generative models of such images by the features and probabilities of this network, and to classify images of these classes that were made as its training images were. It knows no other class: what is none of them gets one of them. It is no medical device. Scores by it are comparable only with scores by the same file; the protocol in a run file carries the hash of its weights.");
        page.Heading(2, "How to make it again");
        page.Code("fidelis " + (command.Count == 0 ? "(made by a program, not by a command)" : string.Join(' ', command.Select(Quoted))));
        page.Paragraph($"Fidelis {RunEnvelope.CurrentVersion}. The same images, options, seed and instruction set give the same weights, bit for bit.");
        return page.ToString();
    }

    private static IEnumerable<IReadOnlyList<string>> Facts(TrainingResult result, ClassificationScores validation, ClassificationScores test)
    {
        TrainingOptions options = result.Options;
        yield return ["architecture", string.Create(CultureInfo.InvariantCulture, $"{result.Architecture}, {result.ParameterCount:N0} parameters, input {result.Input.Width} x {result.Input.Height} x {result.Input.Channels}, RGB scaled to [-1, 1]")];
        yield return ["first weights", options.Pretrained is { } model ? $"those of {model.Id} ({model.WeightsHash})" : "random"];
        yield return ["training", string.Create(CultureInfo.InvariantCulture, $"Adam, learning rate {options.LearningRate} ({options.Schedule}, {options.WarmupEpochs} warm-up epochs), batch {options.BatchSize}, {result.Epochs.Count} of {options.Epochs} epochs, seed {options.Seed}")];
        yield return ["augmentation", options.Augmentations.Count == 0 ? "none" : string.Join(", ", AugmentationCatalog.Find(options.Augmentations).Select(a => a.Id))];
        yield return ["class weights", options.ClassWeights.ToString()];
        yield return ["weights chosen", $"epoch {Text(result.BestEpoch)}, by validation {TrainingNames.Of(options.BestEpoch)} alone"];
        yield return ["validation accuracy", ClassificationTables.Describe(validation.Accuracy)];
        yield return ["test accuracy", ClassificationTables.Describe(test.Accuracy)];
        yield return ["test balanced accuracy", test.MacroRecall!.Value.ToString("P1", CultureInfo.InvariantCulture)];
        yield return ["test AUC, mean of classes", test.MacroArea is { } macro ? ClassificationTables.Describe(macro) : "none"];
        yield return ["test AUC, all pairs", test.MicroArea is { } micro ? ClassificationTables.Describe(micro) : "none"];
        yield return ["test calibration", ClassificationTables.Describe(test.Calibration)];
    }

    private static IEnumerable<IReadOnlyList<string>> Parts(LabeledDataset data)
    {
        foreach ((string name, IReadOnlyList<LabeledImage> images) in new[] { ("train", data.Train), ("validation", data.Validation), ("test", data.Test) })
        {
            yield return [name, Text(images.Count), .. Enumerable.Range(0, data.Classes.Count).Select(label => Text(images.Count(image => image.Label == label)))];
        }
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    // As a POSIX shell reads it back.
    private static string Quoted(string argument) =>
        argument.Length > 0 && argument.All(c => char.IsAsciiLetterOrDigit(c) || "-_./:=,@+".Contains(c, StringComparison.Ordinal))
            ? argument
            : $"'{argument.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
