using Fidelis.Evaluation;
using Fidelis.Features;
using Fidelis.Tests.Features;

namespace Fidelis.Tests.Evaluation;

public sealed class ModelConclusionsTests
{
    [Theory]
    [InlineData(null, false)]
    [InlineData("native", false)]
    [InlineData("imagenet", true)]
    [InlineData("keras-caffe", true)]
    public void Of_ProtocolOfAnotherRange_Warns(string? protocol, bool warns)
    {
        FeatureExtractor extractor = new(FakeNetwork.Register(), new ExtractionOptions { Protocol = protocol });

        Conclusion[] conclusions = [.. ModelConclusions.Of(extractor)];

        Assert.Equal(warns ? ["other-range"] : [], conclusions.Select(conclusion => conclusion.Id));
        Assert.All(conclusions, conclusion => Assert.Contains($"the protocol {protocol} gives it", conclusion.Message, StringComparison.Ordinal));
    }
}
