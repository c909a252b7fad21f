using Fidelis.Imaging.Decoding;
using Fidelis.Imaging.Drawing.Phantoms;
using Fidelis.Numerics.Errors;

namespace Fidelis.Imaging.Tests.Drawing.Phantoms;

public sealed class PhantomFolderTests : IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("fidelis-phantoms-").FullName;

    private string Folder => Path.Combine(root, "set");

    public void Dispose() => Directory.Delete(root, recursive: true);

    [Fact]
    public void Write_MissingFolder_GetsEveryPicture()
    {
        PhantomSet set = Set(6);
        int written = 0;
        PhantomFolder.Write(set, Folder, overwrite: false, () => Interlocked.Increment(ref written), TestContext.Current.CancellationToken);
        Assert.Equal(6, written);
        Assert.Equal(set.Items.Select(item => item.Path).Order(), Files());
        Assert.All(set.Items, item => Assert.Equal(
            set.Paint(item).Rgb, ImageDecoder.Decode(File.ReadAllBytes(Path.Combine(Folder, item.Path)), item.Path).Pixels.Rgb));
        Assert.Equal([Folder], Directory.GetFileSystemEntries(root));
    }

    [Fact]
    public void Write_FolderWithPhantoms_ReplacesThemOnlyWhenAsked()
    {
        Write(Set(9), overwrite: false);
        InputException refusal = Assert.Throws<InputException>(() => Write(Set(4), overwrite: false));
        Assert.Equal($"The folder '{Folder}' must be empty, but has 9 files: name another one, or replace the phantoms in it with --overwrite.", refusal.Message);
        Write(Set(4), overwrite: true);
        Assert.Equal(4, Files().Length);
    }

    [Fact]
    public void Write_FolderWithOtherFiles_IsNeverReplaced()
    {
        Write(Set(4), overwrite: false);
        File.WriteAllText(Path.Combine(Folder, "monocyte", "thesis.txt"), "years of work");
        Assert.Contains("thesis.txt", Assert.Throws<InputException>(() => Write(Set(4), overwrite: true)).Message);
        Assert.Equal(5, Files().Length);
    }

    [Fact]
    public void Write_FilesThatArriveWhileItIsDrawn_AreNotDeleted()
    {
        Directory.CreateDirectory(Folder);
        string thesis = Path.Combine(Folder, "thesis.txt");

        Lock gate = new();
        void Arrive()
        {
            lock (gate)
            {
                File.WriteAllText(thesis, "years of work");
            }
        }

        Assert.Throws<InputException>(() => PhantomFolder.Write(
            Set(4), Folder, overwrite: false, Arrive, TestContext.Current.CancellationToken));

        Assert.Equal([thesis], Directory.GetFileSystemEntries(Folder));
        Assert.Equal([Folder], Directory.GetFileSystemEntries(root));
    }

    [Fact]
    public void Write_Cancelled_LeavesTheFolderAsItWas()
    {
        Write(Set(4), overwrite: false);
        using CancellationTokenSource cancellation = new();
        Assert.Throws<OperationCanceledException>(() => PhantomFolder.Write(Set(40), Folder, overwrite: true, cancellation.Cancel, cancellation.Token));
        Assert.Equal(4, Files().Length);
        Assert.Equal([Folder], Directory.GetFileSystemEntries(root));
    }

    [Fact]
    public void Write_PathOfAFile_IsRefused()
    {
        File.WriteAllText(Folder, "a file");
        Assert.Contains("is a file", Assert.Throws<InputException>(() => Write(Set(4), overwrite: true)).Message);
    }

    private static PhantomSet Set(int count) => new(new PhantomSetOptions { Count = count, Size = 16 });

    private void Write(PhantomSet set, bool overwrite) => PhantomFolder.Write(set, Folder, overwrite, null, CancellationToken.None);

    private string[] Files() =>
        [.. Directory.GetFiles(Folder, "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(Folder, path).Replace('\\', '/')).Order()];
}
