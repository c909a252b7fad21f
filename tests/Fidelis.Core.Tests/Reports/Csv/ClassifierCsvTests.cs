using Fidelis.Reports.Csv;
using Fidelis.Testing;
using Fidelis.Training;

namespace Fidelis.Tests.Reports.Csv;

public sealed class ClassifierCsvTests
{
    private static readonly ClassificationScores Scores = ClassificationScores.Compute(["a", "b"], [0, 0, 1], [0.75f, 0.25f, 0.5f, 0.5f, 0.25f, 0.75f]);

    [Fact]
    public void LearningCurves_OneEpoch_HasARowForIt() => Assert.Equal(
        "epoch,learning_rate,train_loss,train_accuracy,validation_loss,validation_accuracy,validation_balanced_accuracy,images_per_second,seconds\n1,0.003,0.5,0.75,0.25,1,0.5,100,2.5\n",
        Written(path => LearningCurvesCsv.Write(path, [new TrainingEpoch(1, 0.003, 0.5, 0.75, 0.25, 1, 0.5, 100, 2.5)])));

    [Fact]
    public void RocCurves_TwoClasses_HaveARowForEachScore() => Assert.Equal(
        "class,threshold,false_positive_rate,true_positive_rate\na,Infinity,0,0\na,0.75,0,0.5\na,0.5,0,1\na,0.25,1,1\nb,Infinity,0,0\nb,0.75,0,1\nb,0.5,0.5,1\nb,0.25,1,1\n",
        Written(path => RocCurvesCsv.Write(path, Scores)));

    [Fact]
    public void Calibration_FifteenBins_HaveARowEach()
    {
        string[] lines = Written(path => CalibrationCsv.Write(path, Scores.Calibration)).Split('\n');

        Assert.Equal("lower,upper,images,mean_confidence,accuracy,accuracy_lower,accuracy_upper", lines[0]);
        Assert.Equal("0,0.06666666666666667,0,,,,", lines[1]);
        Assert.StartsWith("0.7333333333333333,0.8,2,0.75,1,", lines[12]);
        Assert.Equal(17, lines.Length);
    }

    private static string Written(Action<string> write)
    {
        using TemporaryFolder folder = new();
        string path = Path.Combine(folder.Path, "table.csv");
        write(path);
        return File.ReadAllText(path);
    }
}
