using Fidelis.Reports.Csv;
using Fidelis.Testing;

namespace Fidelis.Tests.Reports.Csv;

public sealed class EvaluationCsvTests
{
    [Fact]
    public void ToText_Example_HasARowForEachMetricOfEachComparison() =>
        Snapshot.Match("Fidelis.Core.Tests", "evaluation.csv", EvaluationCsv.ToText(EvaluationExample.Result));
}
