using Fidelis.Reports.Markdown;
using Fidelis.Testing;
using Fidelis.Tests.Training;
using Fidelis.Training;

namespace Fidelis.Tests.Reports.Markdown;

public sealed class ModelCardTests : IDisposable
{
    private readonly TrainingFixture fixture = new();

    public void Dispose() => fixture.Dispose();

    [Fact]
    public void ToText_FinishedTraining_SaysWhatAReaderMustKnow()
    {
        TrainingResult result = fixture.Train("out", options => options with { Credit = "Our slides | CC BY 4.0", Augmentations = ["turns", "flips"] });

        string card = ModelCard.ToText(result, ["train", "biocnn-1", "my cells", "--out", "it's"]);

        string[] needed =
        [
            "# biocnn-1 for blue, red", $"`{result.DataHash}`", "Our slides | CC BY 4.0", "flips, turns", "seed 5", "epoch " + result.BestEpoch,
            "| train | 22 | 11 | 11 |", "stratified 80/10/10, seed 1", "no medical device", "fidelis train biocnn-1 'my cells' --out 'it'\\''s'",
            "No image stands in two of the parts", "expected error",
        ];
        Assert.All(needed, part => Assert.Contains(part, card));
        Assert.DoesNotContain("\n\n\n", card);
    }

    [Fact]
    public void ToText_NamesWithMarksOfMarkdownAndHtml_AreShownAsTheyAre()
    {
        string[] names = ["<script>alert(1)", "[a](http:x)", "*b*_c_|d_e&lt;"];
        foreach ((string name, int place) in names.Select((name, place) => (name, place)))
        {
            ClassFolders.Write(Path.Combine(fixture.Data, name), 5, (90, (byte)(60 * (place + 1)), 90), TrainingFixture.Size);
        }

        string card = ModelCard.ToText(fixture.Train("out", options => options with { Epochs = 1, Credit = "<b>" }), []);

        string[] shown = ["&lt;script&gt;alert(1)", "\\[a\\](http:x)", "\\*b\\*\\_c\\_|d_e&amp;lt;", "| \\*b\\*\\_c\\_\\|d_e&amp;lt; |", "Credit: &lt;b&gt;"];
        Assert.All(shown, part => Assert.Contains(part, card));
        Assert.DoesNotContain("<script", card);
        Assert.DoesNotContain("<b>", card);
    }

    [Fact]
    public void ToText_InterruptedTraining_Refuses() =>
        Assert.Throws<ArgumentException>(() => ModelCard.ToText(fixture.Train("out", options => options with { PauseAfterEpoch = 1 }), []));
}
