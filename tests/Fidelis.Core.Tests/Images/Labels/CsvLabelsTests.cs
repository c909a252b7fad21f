using System.Text;
using Fidelis.Images;
using Fidelis.Testing;

namespace Fidelis.Tests.Images.Labels;

public sealed class CsvLabelsTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public CsvLabelsTests()
    {
        foreach (string path in new[] { "images/x/1.bmp", "images/x/2.bmp", "images/y/3.bmp" })
        {
            folder.Write(path, []);
        }
    }

    private string Images => Path.Combine(folder.Path, "images");

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("filename,label\nx/1.bmp,cat\nx/2.bmp,dog\ny/3.bmp,cat\n")]
    [InlineData("\uFEFFLabel,extra,File\r\ncat,\"a, b\"\"c\r\nd\",x/1.bmp\r\ndog,,x/2.bmp\r\ncat,,\"y/3.bmp\"\r\n")]
    [InlineData("x/1.bmp,cat\nx/2.bmp,dog\ny/3.bmp,cat")]
    [InlineData("PATH, class\n1.bmp,cat\n 2.bmp , dog \n3.bmp,cat\n\n")]
    [InlineData("image,label\nother/1.bmp,cat\nx\\2.bmp,dog\ny/3.bmp,cat\ny/3.bmp,cat\n")]
    public void Open_Table_GivesTheClasses(string csv)
    {
        ImageSource source = Open(csv);

        Assert.Equal(["cat", "dog", "cat"], source.Labels());
        Assert.Equal(["cat", "dog"], source.Classes);
        Assert.Equal(["x/1.bmp", "x/2.bmp", "y/3.bmp"], source.Paths());
    }

    [Theory]
    [InlineData("", "is empty")]
    [InlineData("\n\n", "is empty")]
    [InlineData("filename;label\n1.bmp;cat\n", "has one field: separate the fields by commas")]
    [InlineData("a,b,c\n1,2,3\n", "has the fields 'a', 'b', 'c'")]
    [InlineData("file,path,label\n1,2,3\n", "has 'file' and 'path': rename or remove all but one")]
    [InlineData("path,label\n1.bmp\n", "Line 2 of ")]
    [InlineData("path,label\n1.bmp,\n", "must name a class, but the field is empty")]
    [InlineData("path,label\n\"1.bmp,cat\n2.bmp,dog\n", "line 2 has a quote that is never closed")]
    [InlineData("path,label\n1.b\"mp,cat\n", "line 2 has a quote within a field")]
    [InlineData("path,label\n\"1\n\n.bmp\",a\n\"1\"x,cat\n", "line 5 has letters behind the closing quote")]
    [InlineData("path,label\n1.bmp,cat\n1.bmp,dog\n", "gives '1.bmp' the labels 'cat' and 'dog'")]
    public void Open_TextThatIsNoTable_SaysWhereAndWhy(string csv, string part) =>
        SourceAssert.Refuses(csv.Length == 0 ? "is empty, or a link" : part, Images, Options(csv));

    [Fact]
    public void Open_RowsAndImagesThatDoNotMatch_AreAllNamedAtOnce() => SourceAssert.Refuses(
        "but 2 of 3 images have no label ('x/2.bmp', 'y/3.bmp'), and 1 labels name no image, or one of several of that name ('4.bmp'): name each image by its path within the source.",
        Images,
        Options("path,label\n1.bmp,cat\n4.bmp,dog\n"));

    [Fact]
    public void Open_FileNameOfTwoImages_NamesNeither()
    {
        folder.Write("images/y/1.bmp", []);

        SourceAssert.Refuses("2 of 4 images have no label ('x/1.bmp', 'y/1.bmp'), and 1 labels", Images, Options("path,label\n1.bmp,cat\n2.bmp,dog\n3.bmp,dog\n"));
    }

    [Fact]
    public void Open_ClassesOfAnArray_AreNamedByIndex()
    {
        string array = folder.Write("x.npy", ArrayFiles.Npy(new byte[24], 2, 2, 2, 3));

        Assert.Equal(["b", "a"], ImageSources.Open(array, Options("0,b\n1,a\n")).Labels());
    }

    private ImageSource Open(string csv) => ImageSources.Open(Images, Options(csv));

    private SourceOptions Options(string csv) => new() { LabelFile = folder.Write("labels.csv", Encoding.UTF8.GetBytes(csv)) };
}
