using Fidelis.Images;
using Fidelis.Numerics.Errors;
using Fidelis.Testing;

namespace Fidelis.Tests.Images;

public sealed class ImageSelectionTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void OnlyClasses_SomeOfThem_KeepsTheirImages()
    {
        ImageSource source = Source("a/1.png", "b/1.png", "c/1.png", "note.txt").OnlyClasses(["c", "a"]);

        Assert.Equal(["a/1.png", "c/1.png"], source.Entries.Select(entry => entry.Path));
        Assert.Equal(["a", "c"], source.Classes);
        Assert.Equal(["note.txt"], source.IgnoredFiles);
    }

    [Fact]
    public void OnlyClasses_UnknownClass_ListsThoseThatExist()
    {
        ImageSource source = Source("neutrophil/1.png", "monocyte/1.png");

        string message = Assert.Throws<InputException>(() => source.OnlyClasses(["neutrophils"])).Message;

        Assert.Contains("There is: monocyte, neutrophil. Did you mean 'neutrophil'?", message, StringComparison.Ordinal);
    }

    [Fact]
    public void OnlyClasses_SourceWithoutClasses_SaysWhy() =>
        Assert.Contains("1.png lies outside", Assert.Throws<InputException>(() => Source("1.png").OnlyClasses(["a"])).Message, StringComparison.Ordinal);

    [Fact]
    public void OnlyClasses_EmptyList_IsRefused() =>
        Assert.Throws<InputException>(() => Source("a/1.png").OnlyClasses([]));

    [Fact]
    public void Limit_FewerThanThereAre_IsTheStartOfAPermutationInOldOrder()
    {
        ImageSource source = Source([.. Enumerable.Range(0, 50).Select(i => $"{i:00}.png")]);

        string[] ten = [.. source.Limit(10, 7).Entries.Select(entry => entry.Path)];
        string[] twenty = [.. source.Limit(20, 7).Entries.Select(entry => entry.Path)];

        Assert.Equal(10, ten.Distinct().Count());
        Assert.Equal(ten.Order(StringComparer.Ordinal), ten);
        Assert.Subset(twenty.ToHashSet(), ten.ToHashSet());
        Assert.Equal(ten, source.Limit(10, 7).Entries.Select(entry => entry.Path));
        Assert.NotEqual(ten, source.Limit(10, 8).Entries.Select(entry => entry.Path));
    }

    [Fact]
    public void Limit_MoreThanThereAre_TakesAll() => Assert.Equal(2, Source("1.png", "2.png").Limit(3, 1).Entries.Count);

    [Fact]
    public void Limit_NotPositive_IsRefused() => Assert.Throws<InputException>(() => Source("1.png").Limit(0, 1));

    private ImageSource Source(params string[] paths)
    {
        foreach (string path in paths)
        {
            folder.Write(path, []);
        }

        return ImageSources.Open(folder.Path);
    }
}
