using System.Globalization;
using System.Xml.Linq;
using Fidelis.Imaging.Encoding;
using Fidelis.Imaging.Pixels;
using Fidelis.Reports.Svg;
using Fidelis.Testing;
using Fidelis.Training;

namespace Fidelis.Tests.Reports.Svg;

public sealed class PictureTests
{
    private const string Project = "Fidelis.Core.Tests";

    [Fact]
    public void LearningCurves_FortyEpochs_MatchTheSnapshot() =>
        Match("learning-curves.svg", LearningCurvesPicture.Draw("Training of biocnn-1 on blood-cells", Curves(40), 33));

    [Fact]
    public void LearningCurves_OneEpoch_MatchTheSnapshot() =>
        Match("learning-curves-one-epoch.svg", LearningCurvesPicture.Draw("Training of biocnn-1 on blood-cells", Curves(1), 1));

    [Fact]
    public void LearningCurves_NoEpoch_Refuse() =>
        Assert.Throws<ArgumentException>(() => LearningCurvesPicture.Draw("title", [], 1));

    [Fact]
    public void RocCurves_FourGoodClasses_MatchTheSnapshot() =>
        Match("roc-curves.svg", RocCurvesPicture.Draw("ROC of biocnn-1 on the test images of blood-cells", Scores(["eosinophil", "lymphocyte", "monocyte", "neutrophil"], 452, 4)));

    [Fact]
    public void RocCurves_ManyWeakClasses_MatchTheSnapshot() =>
        Match("roc-curves-many.svg", RocCurvesPicture.Draw("ROC", Scores([.. Enumerable.Range(1, 13).Select(i => $"tissue type {i}")], 260, 1)));

    [Fact]
    public void ConfusionMatrix_FourGoodClasses_MatchTheSnapshot() =>
        Match("confusion-matrix.svg", ConfusionMatrixPicture.Draw("Confusion matrix of biocnn-1 on the test images of blood-cells", Scores(["eosinophil", "lymphocyte", "monocyte", "neutrophil"], 452, 4)));

    [Fact]
    public void ConfusionMatrix_ManyClassesWithMarkupInTheirNames_MatchesTheSnapshot() =>
        Match("confusion-matrix-many.svg", ConfusionMatrixPicture.Draw("Confusion <matrix> & more", Scores([.. Enumerable.Range(1, 13).Select(i => $"type <{i}> \"&\" \u0001")], 1300, 3)));

    [Fact]
    public void Reliability_FourGoodClasses_MatchesTheSnapshot() =>
        Match("reliability.svg", ReliabilityPicture.Draw("Calibration of biocnn-1 on the test images of blood-cells", Scores(["eosinophil", "lymphocyte", "monocyte", "neutrophil"], 452, 2).Calibration));

    [Fact]
    public void ContactSheet_TwoRows_CarriesItsPictures()
    {
        PixelImage red = new(1, 1, [255, 0, 0]);
        PixelImage blue = new(1, 1, [0, 0, 255]);

        XElement root = XDocument.Parse(ContactSheetPicture.Draw("Sets", "Two <rows>", [("reference", [red, blue]), ("generated", [red])])).Root!;

        string[] expected = [Embed(red), Embed(blue), Embed(red)];
        Assert.Equal(expected, root.Elements().Where(element => element.Name.LocalName == "image").Select(image => (string?)image.Attribute("href")));
        Assert.Contains("generated", root.Elements().Where(element => element.Name.LocalName == "text").Select(text => text.Value));
    }

    [Fact]
    public void ContactSheet_NoRows_Refuses() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => ContactSheetPicture.Draw("Sets", "none", []));

    [Fact]
    public void Draw_UnderAnotherCulture_WritesTheSame()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        string expected = LearningCurvesPicture.Draw("t", Curves(5), 5);
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("de-DE") { NumberFormat = { NumberDecimalSeparator = ",", PercentSymbol = "p" } };
            Assert.Equal(expected, LearningCurvesPicture.Draw("t", Curves(5), 5));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    private static string Embed(PixelImage image) => "data:image/png;base64," + Convert.ToBase64String(PngEncoder.Encode(image));

    private static void Match(string name, string svg)
    {
        // A picture that no XML reader takes is no picture, whatever the snapshot says.
        Assert.Equal("svg", XDocument.Parse(svg).Root!.Name.LocalName);
        Snapshot.Match(Project, name, svg);
    }

    private static TrainingEpoch[] Curves(int count)
    {
        double[] noise = Lcg.Values(1, count * 2, 0.1, -0.05);
        return
        [
            .. Enumerable.Range(1, count).Select(i => new TrainingEpoch(
                i,
                0.003,
                0.7 * Math.Exp(-i / 8.0) + 0.02,
                1 - (0.3 * Math.Exp(-i / 6.0)) - 0.005,
                (2.5 * Math.Exp(-i / 5.0)) + 0.06 + Math.Abs(noise[i - 1]),
                Math.Min(1 - (0.7 * Math.Exp(-i / 5.0)) - (Math.Abs(noise[count + i - 1]) / 2), 0.991),
                0.9,
                1300,
                3)),
        ];
    }

    private static ClassificationScores Scores(string[] classes, int count, double skill)
    {
        int k = classes.Length;
        double[] uniform = Lcg.Values(77, count * k, 1 - 2e-9, 1e-9);
        int[] labels = [.. Enumerable.Range(0, count).Select(i => i % k)];
        float[] probabilities = new float[count * k];
        for (int i = 0; i < count; i++)
        {
            // Logistic noise on the logits.
            double[] weights = [.. Enumerable.Range(0, k).Select(c => Math.Exp((labels[i] == c ? skill : 0) + (0.6 * Math.Log(uniform[(i * k) + c] / (1 - uniform[(i * k) + c])))))];
            for (int c = 0; c < k; c++)
            {
                probabilities[(i * k) + c] = (float)(weights[c] / weights.Sum());
            }
        }

        return ClassificationScores.Compute(classes, labels, probabilities);
    }
}
