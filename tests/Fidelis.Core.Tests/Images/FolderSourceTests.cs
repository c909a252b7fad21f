using System.Diagnostics;
using Fidelis.Images;
using Fidelis.Imaging.Decoding;
using Fidelis.Numerics.Errors;
using Fidelis.Testing;

namespace Fidelis.Tests.Images;

public sealed class FolderSourceTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Open_Cancelled_EndsTheListing()
    {
        folder.Write("a.png", [1]);

        Assert.Throws<OperationCanceledException>(() => ImageSources.Open(folder.Path, new SourceOptions { Cancellation = new CancellationToken(canceled: true) }));
    }

    [Fact]
    public void Open_ClassFolders_AreOrderedOrdinallyAndNamed()
    {
        Touch("b/1.png", "a/deep/2.PNG", "a/10.jpg", "B/1.JPEG", "a/9.bmp", "a.b/1.tif");

        ImageSource source = ImageSources.Open(folder.Path);

        Assert.Equal(["B/1.JPEG", "a.b/1.tif", "a/10.jpg", "a/9.bmp", "a/deep/2.PNG", "b/1.png"], source.Entries.Select(entry => entry.Path));
        Assert.Equal(["B", "a.b", "a", "a", "a", "b"], source.Entries.Select(entry => entry.ClassName));
        Assert.Equal(["B", "a", "a.b", "b"], source.Classes);
        Assert.Empty(source.IgnoredFiles);
    }

    [Fact]
    public void Read_Pipe_IsRefusedWithoutWaitingForAWriter()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no named pipes in folders.");
        using (Process make = Process.Start("mkfifo", [Path.Combine(folder.Path, "pipe.png")]))
        {
            make.WaitForExit();
        }

        Assert.Contains("a pipe or device counts as empty", Assert.Throws<InvalidImageException>(() => Assert.Single(ImageSources.Open(folder.Path).Entries).Read()).Message);
    }

    [Fact]
    public void Open_OneImageOutsideOfTheClassFolders_HasNoClasses()
    {
        Touch("a/1.png", "b/1.png", "0.png");

        ImageSource source = ImageSources.Open(folder.Path);

        Assert.Empty(source.Classes);
        Assert.All(source.Entries, entry => Assert.Null(entry.ClassName));
    }

    [Fact]
    public void Open_OtherFiles_AreCountedAndDoNotUndoClasses()
    {
        Touch("a/1.png", "readme.txt", "a/Thumbs.db", "a/noextension");

        ImageSource source = ImageSources.Open(folder.Path);

        Assert.Equal(["a"], source.Classes);
        Assert.Equal(["a/Thumbs.db", "a/noextension", "readme.txt"], source.IgnoredFiles);
    }

    [Fact]
    public void Open_TrailingSlash_GivesTheSame()
    {
        Touch("a/1.png");

        Assert.Equal("a/1.png", Assert.Single(ImageSources.Open(folder.Path + "/").Entries).Path);
    }

    [Fact]
    public void Open_MissingFolder_SaysSo() =>
        Assert.Equal("The source 'no/such/folder' does not exist.", Message("no/such/folder"));

    [Fact]
    public void Open_OnePicture_SaysThatItsFolderIsMeant()
    {
        folder.Write("a.png", Bitmaps.Noise(2, 2, 1));

        Assert.Contains("is a single BMP picture: name the folder", Message(Path.Combine(folder.Path, "a.png")), StringComparison.Ordinal);
    }

    [Fact]
    public void Open_EmptyFolder_SaysSo()
    {
        Directory.CreateDirectory(Path.Combine(folder.Path, "within"));

        Assert.EndsWith("holds no files.", Message(folder.Path), StringComparison.Ordinal);
    }

    [Fact]
    public void Open_FolderOfTexts_CountsWhatThereIs()
    {
        Touch("1.txt", "a/2.TXT", "3.csv", "LICENSE");

        Assert.EndsWith("holds only 4 entries of other kinds (2 .txt, 1 without extension, 1 .csv).", Message(folder.Path), StringComparison.Ordinal);
        Touch("4.md", "5.xml");
        Assert.EndsWith("(2 .txt, 1 without extension, 1 .csv, 1 .md, ...).", Message(folder.Path), StringComparison.Ordinal);
    }

    [Fact]
    public void Open_LinkToAnAncestor_IsReportedAndNotEntered()
    {
        Touch("a/1.png");
        Directory.CreateSymbolicLink(Path.Combine(folder.Path, "a", "loop"), folder.Path);

        ImageSource source = ImageSources.Open(folder.Path);

        Assert.Equal("a/1.png", Assert.Single(source.Entries).Path);
        Assert.Equal(["a/loop"], source.IgnoredFiles);
    }

    [Fact]
    public void Open_LoopSeenThroughALinkedPath_IsReportedAndNotEntered()
    {
        Touch("real/data/1.png");
        string linked = Path.Combine(folder.Path, "linked");
        Directory.CreateSymbolicLink(linked, Path.Combine(folder.Path, "real"));
        Directory.CreateSymbolicLink(Path.Combine(folder.Path, "real", "data", "loop"), Path.Combine(folder.Path, "real", "data"));

        ImageSource source = ImageSources.Open(Path.Combine(linked, "data"));

        Assert.Equal("1.png", Assert.Single(source.Entries).Path);
        Assert.Equal(["loop"], source.IgnoredFiles);
    }

    [Fact]
    public void Open_LinkToAnotherFolder_IsFollowed()
    {
        Touch("elsewhere/1.png");
        string source = Directory.CreateDirectory(Path.Combine(folder.Path, "source")).FullName;
        Directory.CreateSymbolicLink(Path.Combine(source, "a"), Path.Combine(folder.Path, "elsewhere"));

        Assert.Equal("a/1.png", Assert.Single(ImageSources.Open(source).Entries).Path);
    }

    [Fact]
    public void Read_LinkToNothing_SaysWhichImage()
    {
        File.CreateSymbolicLink(Path.Combine(folder.Path, "gone.png"), Path.Combine(folder.Path, "nowhere"));

        ImageEntry entry = Assert.Single(ImageSources.Open(folder.Path).Entries);

        Assert.Contains("gone.png' cannot be read: it is a link to '", Assert.Throws<InputException>(() => entry.Read()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_FolderWithoutPermission_SaysSo()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Permissions of this kind exist on Unix.");
            return;
        }

        Touch("a/1.png");
        string closed = Path.Combine(folder.Path, "a");
        File.SetUnixFileMode(closed, UnixFileMode.None);
        try
        {
            Assert.SkipWhen(CanList(closed), "This user may read everything.");
            Assert.Contains("cannot be read completely", Message(folder.Path), StringComparison.Ordinal);
        }
        finally
        {
            File.SetUnixFileMode(closed, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    private static string Message(string path) => Assert.Throws<InputException>(() => ImageSources.Open(path)).Message;

    private static bool CanList(string path)
    {
        try
        {
            return Directory.GetFileSystemEntries(path).Length > 0;
        }
        catch (UnauthorizedAccessException)
        {
            return false;
        }
    }

    private void Touch(params string[] paths)
    {
        foreach (string path in paths)
        {
            folder.Write(path, []);
        }
    }
}
