using System.Text;
using Fidelis.Images;
using Fidelis.Testing;

namespace Fidelis.Tests.Images.Labels;

public sealed class DatasetJsonTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public DatasetJsonTests()
    {
        folder.Write("00000/img00000000.bmp", []);
        folder.Write("00000/img00000001.bmp", []);
    }

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("""{"labels": [["00000/img00000000.bmp", 6], ["00000/img00000001.bmp", 10]]}""")]
    [InlineData("""{"other": 1, "labels": [["00000\\img00000001.bmp", 10], ["img00000000.bmp", 6]]}""")]
    [InlineData("\uFEFF{\"labels\": [[\"00000/img00000000.bmp\", 6], [\"00000/img00000001.bmp\", 10]]}")]
    public void Open_Labels_ComeBeforeClassFolders(string json)
    {
        ImageSource source = Open(json);

        Assert.Equal(["6", "10"], source.Labels());
        Assert.Equal(["10", "6"], source.Classes);
        Assert.Empty(source.IgnoredFiles);
    }

    [Fact]
    public void Open_NullLabels_MeanNoClasses() => Assert.Empty(Open("""{"labels": null}""").Classes);

    [Fact]
    public void Open_VectorLabels_AreNoClassesAndThatIsSaid()
    {
        ImageSource source = Open("""{"labels": [["00000/img00000000.bmp", [0, 1]], ["00000/img00000001.bmp", [1, 0]]]}""");

        Assert.Empty(source.Classes);
        Assert.Contains("are vectors, which are no classes", Assert.Single(source.Notes));
    }

    [Theory]
    [InlineData("""{"images": []}""")]
    [InlineData("""["labels"]""")]
    public void Open_AnotherJsonFileOfThatName_IsLeftAlone(string json)
    {
        ImageSource source = Open(json);

        Assert.Equal(["00000"], source.Classes);
        Assert.Equal(["dataset.json"], source.IgnoredFiles);
    }

    [Theory]
    [InlineData("""{"labels": """, "must be JSON, but is not")]
    [InlineData("""{"labels": 3}""", "is no list")]
    [InlineData("""{"labels": [3]}""", "has as item 0 something else")]
    [InlineData("""{"labels": [["a"]]}""", "has as item 0 something else")]
    [InlineData("""{"labels": [["00000/img00000000.bmp", 1.5]]}""", "has as item 0 a label that is no whole number")]
    [InlineData("""{"labels": [["a", "b"]]}""", "a label that is no whole number")]
    [InlineData("""{"labels": [["a", 1], ["b", [1]]]}""", "mixes numbers and vectors")]
    [InlineData("""{"labels": [["\ud800", 1]]}""", "by Unicode text")]
    [InlineData("""{"labels": [["00000/img00000000.bmp", 1]]}""", "1 of 2 images have no label ('00000/img00000001.bmp')")]
    public void Open_BrokenLabels_AreRefused(string json, string part)
    {
        folder.Write("dataset.json", Encoding.UTF8.GetBytes(json));

        SourceAssert.Refuses(part, folder.Path);
    }

    private ImageSource Open(string json)
    {
        folder.Write("dataset.json", Encoding.UTF8.GetBytes(json));
        return ImageSources.Open(folder.Path);
    }
}
