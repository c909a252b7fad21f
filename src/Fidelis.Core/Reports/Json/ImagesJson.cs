using System.Text.Json.Nodes;
using Fidelis.Features;
using Fidelis.Images;
using Fidelis.Imaging.Conversion;

namespace Fidelis.Reports.Json;

/// <summary>What a run file says of the images of a set: how they were stored, and what was done to their values.</summary>
internal static class ImagesJson
{
    /// <summary>The sizes that are listed; of further ones the number is given.</summary>
    private const int ListedSizes = 20;

    /// <summary>Makes the list of the images that were left out.</summary>
    public static JsonArray Skipped(IEnumerable<SkippedImage> skipped) =>
        new([.. skipped.Select(image => new JsonObject { ["path"] = image.Path, ["reason"] = image.Reason })]);

    /// <summary>Adds <c>bytes formats lossy modes sizes treatments</c> and, where they apply, <c>valueRange window misnamed notes</c>.</summary>
    public static void AddTo(JsonObject set, ExtractionReport report)
    {
        ImageSurvey survey = report.Survey;
        set["bytes"] = survey.EncodedBytes;
        set["formats"] = Counts(survey.Formats);
        set["lossy"] = survey.LossyCount;
        set["modes"] = Counts(survey.Modes);
        set["sizes"] = new JsonArray([.. survey.Sizes.Take(ListedSizes).Select(size =>
            new JsonObject { ["width"] = size.Width, ["height"] = size.Height, ["images"] = size.Count })]);
        if (survey.Sizes.Count > ListedSizes)
        {
            set["otherSizes"] = new JsonObject
            {
                ["sizes"] = survey.Sizes.Count - ListedSizes,
                ["images"] = survey.Sizes.Skip(ListedSizes).Sum(size => size.Count),
            };
        }

        set["treatments"] = Counts(report.Treatments.OrderBy(treatment => treatment.Key).Select(treatment => KeyValuePair.Create(NameOf(treatment.Key), treatment.Value)));
        if (report.Range is { } range)
        {
            set["valueRange"] = JsonNumber.From([range.Low, range.High]);
        }

        if (report.Window.Kind == SampleWindowKind.Fixed)
        {
            set["window"] = JsonNumber.From([report.Window.Low, report.Window.High]);
        }

        if (survey.Misnamed.Count > 0)
        {
            set["misnamed"] = new JsonArray([.. survey.Misnamed.Select(image => new JsonObject { ["path"] = image.Path, ["format"] = image.Format })]);
        }

        if (report.Notes.Count > 0)
        {
            set["notes"] = ClassificationJson.Names(report.Notes);
        }
    }

    private static JsonObject Counts(IEnumerable<KeyValuePair<string, long>> counts) =>
        new(counts.Select(count => KeyValuePair.Create(count.Key, (JsonNode?)count.Value)));

    /// <summary>Names a treatment as JSON does: <c>profileIgnored</c>.</summary>
    private static string NameOf(PixelTreatments treatment)
    {
        string name = treatment.ToString();
        return char.ToLowerInvariant(name[0]) + name[1..];
    }
}
