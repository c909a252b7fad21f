using System.Text;
using Fidelis.Images;
using Fidelis.Testing;

namespace Fidelis.Tests.Images;

public sealed class ListSourceTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Open_List_IsOrderedByPathsWhateverTheOrderOfItsLines()
    {
        Touch("b/1.bmp", "a/2.bmp", "a/10.bmp");

        ImageSource source = ImageSources.Open(List("# a subset\r\n\r\nb/1.bmp\r\n./a//2.bmp  \r\na/10.bmp"));

        Assert.Equal(["a/10.bmp", "a/2.bmp", "b/1.bmp"], source.Paths());
        Assert.Equal(["a", "a", "b"], source.Labels());
        Assert.Empty(source.Notes);
        Assert.Equal(3, SourceAssert.ReadAll(source).Count);
    }

    [Fact]
    public void Open_ByteOrderMark_IsNoPartOfTheFirstPath()
    {
        Touch("1.bmp");

        Assert.Equal(["1.bmp"], ImageSources.Open(folder.Write("list.lst", [0xEF, 0xBB, 0xBF, .. "1.bmp\n"u8])).Paths());
    }

    [Fact]
    public void Open_AbsolutePathsAndStepsUpwards_HaveNoClasses()
    {
        Touch("a/1.bmp", "b/2.bmp");
        string list = folder.Write("lists/all.txt", Encoding.UTF8.GetBytes($"../a/1.bmp\n{folder.Path}/b/2.bmp\n"));

        ImageSource source = ImageSources.Open(list);

        Assert.Equal(2, SourceAssert.ReadAll(source).Count);
        Assert.Empty(source.Classes);
    }

    [Fact]
    public void Open_RepeatedPath_CountsTwiceAndIsSaid()
    {
        Touch("1.bmp", "2.bmp");

        ImageSource source = ImageSources.Open(List("1.bmp\n2.bmp\n./1.bmp\n"));

        Assert.Equal(["1.bmp", "1.bmp", "2.bmp"], source.Paths());
        Assert.Contains("1 of 3 lines of", Assert.Single(source.Notes));
    }

    [Fact]
    public void Open_MissingFiles_AreNamedAtOnceButNotAll()
    {
        Touch("1.bmp");
        string message = SourceAssert.Refusal(List("1.bmp\n" + string.Join('\n', Enumerable.Range(10, 30).Select(i => $"gone{i}.bmp"))));

        Assert.Contains("30 of 31 are none: 'gone10.bmp', 'gone11.bmp'", message);
        Assert.Contains("'gone19.bmp' and 20 more. Paths are relative to", message);
    }

    [Fact]
    public void Open_LabelBehindATab_SaysWhereLabelsComeFrom()
    {
        Touch("1.bmp");

        string message = SourceAssert.Refusal(List("1.bmp\tcat\n"));

        Assert.Contains(@"'1.bmp\u0009cat'. A line holds a path alone; labels are given by a CSV file.", message);
    }

    [Fact]
    public void Open_ListsThatNameNothing_AreRefused()
    {
        SourceAssert.Refuses("names none", List("# nothing\n\n"));
        SourceAssert.Refuses("must be text in UTF-8", folder.Write("bytes.txt", [0xFF, 0xFE, 0x41]));
        SourceAssert.Refuses("at most 1 entries", List("a\nb\n"), new SourceOptions { MaximumEntries = 1 });
    }

    private void Touch(params string[] paths)
    {
        foreach (string path in paths)
        {
            folder.Write(path, Bitmaps.Noise(2, 2, 1));
        }
    }

    private string List(string text) => folder.Write("list.txt", Encoding.UTF8.GetBytes(text));
}
