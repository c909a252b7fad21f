using Fidelis.Numerics.Errors;
using Fidelis.Training;

namespace Fidelis.Tests.Training;

/// <summary>Listing reads no picture, so that files of the right name are enough.</summary>
public sealed class DatasetFolderTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("fidelis-dataset-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Open_ClassFolders_DividesClassByClass()
    {
        Fill("b", 20);
        Fill("a", 10);

        LabeledDataset data = DatasetFolder.Open(folder, 7);

        Assert.Equal(["a", "b"], data.Classes);
        Assert.Equal("stratified 80/10/10, seed 7", data.SplitRule);
        Assert.Equal((24, 3, 3), (data.Train.Count, data.Validation.Count, data.Test.Count));
        Assert.Equal(16, data.Train.Count(image => image.Label == 1));
        Assert.All(
            data.Train.Concat(data.Validation).Concat(data.Test), image => Assert.StartsWith(data.Classes[image.Label] + "/", image.Entry.Path));
        Assert.Equal(30, data.Train.Concat(data.Validation).Concat(data.Test).Select(image => image.Entry.Path).Distinct().Count());
        Assert.Empty(data.Notes);
    }

    [Fact]
    public void Open_SameFilesMadeInAnotherOrder_GivesTheSameParts()
    {
        Fill("one/a", 12);
        Fill("one/b", 12);
        foreach (string name in Directory.GetFiles(Path.Combine(folder, "one"), "*.png", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Reverse())
        {
            string copy = name.Replace("/one/", "/other/");
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(name, copy);
        }

        LabeledDataset one = DatasetFolder.Open(Path.Combine(folder, "one"), 3);
        LabeledDataset other = DatasetFolder.Open(Path.Combine(folder, "other"), 3);

        Assert.Equal(Paths(one.Train), Paths(other.Train));
        Assert.Equal(Paths(one.Test), Paths(other.Test));
        Assert.NotEqual(Paths(one.Test), Paths(DatasetFolder.Open(Path.Combine(folder, "one"), 4).Test));
    }

    [Theory]
    [InlineData("val")]
    [InlineData("valid")]
    [InlineData("validation")]
    [InlineData("Val")]
    public void Open_DividedFolders_TakesThemAsTheyAre(string validation)
    {
        foreach (string part in new[] { "train", validation, "test" })
        {
            Fill(part + "/b", 2);
            Fill(part + "/a", 1);
        }

        LabeledDataset data = DatasetFolder.Open(folder, 1);

        Assert.Equal(["a", "b"], data.Classes);
        Assert.Equal($"folders train, {validation}, test", data.SplitRule);
        Assert.Equal(["a/0.png", "b/0.png", "b/1.png"], Paths(data.Validation));
        Assert.Equal([0, 1, 1], data.Test.Select(image => image.Label));
    }

    [Fact]
    public void Open_FilesThatAreNotUsed_AreNoted()
    {
        foreach (string part in new[] { "train", "val", "test", "unlabelled" })
        {
            Fill(part + "/b", 2);
            Fill(part + "/a", 1);
        }

        File.WriteAllText(Path.Combine(folder, "LICENCE.txt"), "CC0");

        LabeledDataset data = DatasetFolder.Open(folder, 1);

        Assert.Equal(
            [
                $"3 images of '{folder}' lie beside train, val, test and are not used, such as 'unlabelled/a/0.png'.",
                $"One file of '{folder}' is no image by its name and is not used: 'LICENCE.txt'.",
            ],
            data.Notes);
    }

    [Fact]
    public void Open_ClassesNamedLikePartsWithoutTheOthers_AreClasses()
    {
        Fill("train", 5);
        Fill("ship", 5);

        Assert.Equal(["ship", "train"], DatasetFolder.Open(folder, 1).Classes);
    }

    [Fact]
    public void Open_MissingFolder_SaysSo() => Refuses("does not exist", Path.Combine(folder, "nowhere"));

    [Fact]
    public void Open_FolderOfTextFiles_SaysSo()
    {
        Directory.CreateDirectory(Path.Combine(folder, "a"));
        File.WriteAllText(Path.Combine(folder, "a", "notes.txt"), "no picture");

        Refuses(".txt");
    }

    [Fact]
    public void Open_OneClass_SaysSo()
    {
        Fill("only", 20);

        Refuses("at least 2 classes, but");
    }

    [Fact]
    public void Open_ClassesTooSmallToDivide_NamesThemAll()
    {
        Fill("a", 20);
        Fill("b", 1);
        Fill("c", 2);

        Refuses("'b' has 1, 'c' has 2");
    }

    [Fact]
    public void Open_EmptyClassFolder_SaysSo()
    {
        Fill("a", 20);
        Fill("b", 20);
        Directory.CreateDirectory(Path.Combine(folder, "c"));
        Directory.CreateDirectory(Path.Combine(folder, ".git"));

        Refuses("'c' in");
    }

    [Fact]
    public void Open_ImagesOutsideOfClassFolders_SaysSo()
    {
        Fill("a", 20);
        Fill("b", 20);
        File.WriteAllText(Path.Combine(folder, "stray.png"), string.Empty);

        Refuses("such as 'stray.png'");
    }

    [Fact]
    public void Open_PartsOfOtherClasses_ListsTheDifferences()
    {
        Fill("train/a", 2);
        Fill("train/b", 2);
        Fill("val/a", 2);
        Fill("val/c", 2);
        Fill("test/a", 2);
        Fill("test/b", 2);
        Fill("test/c", 2);

        Refuses("train lacks 'c'; val lacks 'b'");
    }

    [Fact]
    public void Open_PartMissing_SaysWhich()
    {
        Fill("train/a", 2);
        Fill("val/a", 2);

        Refuses("has no 'test'");
    }

    [Fact]
    public void Open_PartTwice_SaysSo()
    {
        foreach (string part in new[] { "train", "val", "valid", "test" })
        {
            Fill(part + "/a", 1);
            Fill(part + "/b", 1);
        }

        Refuses("'val' and 'valid'");
    }

    private static string[] Paths(IReadOnlyList<LabeledImage> images) => [.. images.Select(image => image.Entry.Path)];

    private void Refuses(string part, string? path = null)
    {
        InputException e = Assert.Throws<InputException>(() => DatasetFolder.Open(path ?? folder, 1));

        Assert.Contains(part, e.Message);
        Assert.DoesNotContain('\n', e.Message);
    }

    private void Fill(string name, int count)
    {
        string path = Path.Combine([folder, .. name.Split('/')]);
        Directory.CreateDirectory(path);
        for (int i = 0; i < count; i++)
        {
            File.WriteAllText(Path.Combine(path, $"{i}.png"), string.Empty);
        }
    }
}
