using Fidelis.Features;
using Fidelis.Reports.Csv;

namespace Fidelis.Tests.Reports.Csv;

public sealed class PredictionCsvTests
{
    [Fact]
    public void ToText_NamesWithCommasAndQuotes_AreQuoted()
    {
        FeatureSet set = new(
            null, new FeatureMatrix(2, [0.75f, 0.25f, 0.1f, 0.9f]), ["a,b/1.png", "\"x\"/2.png"], ["a,b", null], "text", "hash", ["a,b", "x"]);

        Assert.Equal(
            "path,class,predicted,\"probability a,b\",probability x\n"
            + "\"a,b/1.png\",\"a,b\",\"a,b\",0.75,0.25\n"
            + "\"\"\"x\"\"/2.png\",,x,0.1,0.9\n",
            PredictionCsv.ToText(set));
    }

    [Fact]
    public void ToText_WithoutProbabilities_Refuses() =>
        Assert.Throws<ArgumentException>(() => PredictionCsv.ToText(new FeatureSet(new FeatureMatrix(1, [1f]), null, ["a"], [null], "t", "h", [])));
}
