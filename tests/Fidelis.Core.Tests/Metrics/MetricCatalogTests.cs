using Fidelis.Metrics;
using Fidelis.Numerics.Errors;
using Fidelis.Testing;

namespace Fidelis.Tests.Metrics;

public sealed class MetricCatalogTests
{
    [Fact]
    public void All_Ids_AreUniqueOrderedAndWrittenAsTheCommandLineTakesThem()
    {
        string[] ids = [.. MetricCatalog.All.Select(metric => metric.Descriptor.Id)];

        Assert.Equal(ids.Distinct().Order(StringComparer.Ordinal), ids);
        Assert.Contains("fid", ids);
        Assert.Contains("is", ids);
        Assert.All(ids, id => Assert.Matches("^[a-z][a-z0-9-]*$", id));
        Assert.DoesNotContain("all", ids);
    }

    [Fact]
    public void All_Contracts_AreExactlyOneEach()
    {
        Assert.All(MetricCatalog.All, metric => Assert.Equal(
            1,
            (metric is ISetMetric ? 1 : 0) + (metric is IPerImageMetric ? 1 : 0) + (metric is IPairedMetric ? 1 : 0) + (metric is ITrainingMetric ? 1 : 0)));
    }

    [Fact]
    public void All_Descriptors_AreComplete() => Assert.All(MetricCatalog.All, metric =>
    {
        MetricDescriptor descriptor = metric.Descriptor;
        Assert.EndsWith(".", descriptor.Meaning);
        Assert.NotEmpty(descriptor.Name);
        Assert.Matches(@"^[\[(][-\w. ]+, [\w. ]+[\])]$", descriptor.Range);
        Assert.Matches("[12][0-9]{3}", descriptor.Reference);
        Assert.Same(metric, MetricCatalog.Find(descriptor.Id));
        Assert.False(descriptor.IsDefault && descriptor.IsCostly);
        Assert.All(descriptor.Options.All, option => Assert.EndsWith(".", option.Meaning));
        Assert.Equal(descriptor.Options.All.Select(option => KeyValuePair.Create(option.Name, option.Default)), descriptor.Options.Resolve(MetricSettings.Default));
    });

    [Fact]
    public void All_Metrics_HaveAPageInTheDocumentation() =>
        Assert.All(MetricCatalog.All, metric => Assert.True(
            File.Exists(Path.Combine(Repository.Root, "docs", "metrics", metric.Descriptor.Id + ".md")), $"docs/metrics/{metric.Descriptor.Id}.md is missing."));

    [Fact]
    public void Options_OfTheInceptionScore_BindAndRefuse()
    {
        IMetricOptions options = MetricCatalog.Find("is")!.Descriptor.Options;

        Assert.Equal([new("convention", "openai"), new("splits", "3"), new("shuffle-seed", "none")], options.Resolve(Settings(("splits", "3"), ("shuffle-seed", "none"))));
        Assert.Equal([new("convention", "openai"), new("splits", "10"), new("shuffle-seed", "4294967295")], options.Resolve(Settings(("shuffle-seed", "4294967295"))));
        Assert.Equal(["There is no option 'split': there are convention, splits, shuffle-seed."], options.FindProblems(Settings(("split", "1"))));
        foreach (string bad in (string[])["0", "-1", "1.5", "", "ten", "1000001", " 3"])
        {
            Assert.Equal([$"The option 'splits' must be a whole number from 1 to 1000000, but is '{bad}'."], options.FindProblems(Settings(("splits", bad))));
        }

        Assert.Single(options.FindProblems(Settings(("shuffle-seed", "4294967296"))));
        Assert.Throws<InputException>(() => options.Resolve(Settings(("splits", "0"))));
    }

    [Fact]
    public void Options_WhosePeersDiffer_HaveOneNameAndAreOnThePageOfTheMetric()
    {
        string[] ids = ["f1", "fid", "fid-infinity", "is", "is-infinity", "kid", "mmd-rbf", "ms-ssim", "precision", "psnr", "recall", "ssim"];

        Assert.Equal(ids, MetricCatalog.All.Where(metric => metric.Descriptor.Options.All.Any(option => option.Name == "convention")).Select(metric => metric.Descriptor.Id).Order(StringComparer.Ordinal));
        foreach (string id in ids)
        {
            string page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "metrics", id + ".md"));
            MetricOption option = MetricCatalog.Find(id)!.Descriptor.Options.All.Single(option => option.Name == "convention");
            Assert.Contains($"| `{id}.convention` | {option.Default} |", page, StringComparison.Ordinal);
            Assert.All(option.Accepts.Split(" or "), convention => Assert.Contains($"`{convention}`", page, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Pages_OfAllMetrics_HaveTheirParts() => Assert.All(MetricCatalog.All, metric =>
    {
        string page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "metrics", metric.Descriptor.Id + ".md"));
        Assert.All(["```", "## How to read it", "## When it lies", "## Cost", "## Agreement"], part => Assert.Contains(part, page, StringComparison.Ordinal));
    });

    [Fact]
    public void Options_OfAMetricWithoutAny_RefuseEverything() =>
        Assert.Equal(["There is no option 'eps': this metric has none."], MetricCatalog.Find("sfid")!.Descriptor.Options.FindProblems(Settings(("eps", "1"))));

    private static MetricSettings Settings(params (string Name, string Value)[] values) => new(values.ToDictionary(value => value.Name, value => value.Value));
}
