using System.Text;
using Fidelis.Networks.Weights.Tar;
using Fidelis.Numerics.Errors;
using Fidelis.Testing;

namespace Fidelis.Networks.Tests.Weights.Tar;

public sealed class TarContentTests
{
    private static readonly byte[] Archive = GraphBytes.Tar(("empty", []), ("folder/a.pb", [1, 2, 3]), ("../../b.txt", new byte[1024]));

    [Fact]
    public void FilesOf_ArchiveOfThePlatform_GivesNamesAndBytes()
    {
        IReadOnlyList<(string Name, Range Content)> files = TarContent.FilesOf(Archive, "x.tar");

        Assert.True(TarContent.Recognizes(Archive));
        Assert.Equal(["empty", "folder/a.pb", "../../b.txt"], files.Select(file => file.Name));
        Assert.Equal([[], [1, 2, 3], new byte[1024]], files.Select(file => Archive[file.Content]));
    }

    [Fact]
    public void FilesOf_FoldersAndLinks_AreLeftOut()
    {
        byte[] archive = [.. Archive];
        foreach ((int header, char kind) in new[] { (0, '5'), (512, '2') })
        {
            // The sum of the header grows by as much as the kind does.
            int sum = Convert.ToInt32(Encoding.ASCII.GetString(archive, header + 148, 6), 8) + kind - archive[header + 156];
            archive[header + 156] = (byte)kind;
            Encoding.ASCII.GetBytes(Convert.ToString(sum, 8).PadLeft(6, '0')).CopyTo(archive, header + 148);
        }

        Assert.Equal(["../../b.txt"], TarContent.FilesOf(archive, "x.tar").Select(file => file.Name));
    }

    [Fact]
    public void FilesOf_CutArchive_IsRefused() =>
        Mutations.TruncateEverywhere<InputException>(Archive[..(512 + 1024 + 512 + 1024 + 512)], bytes => TarContent.FilesOf(bytes, "x.tar"));

    [Fact]
    public void FilesOf_HugeMember_IsRefused()
    {
        byte[] archive = [.. Archive];
        foreach (string size in new[] { "77777777777", "\u0080\u00FF\u00FF\u00FF\u00FF\u00FF\u00FF\u00FF\u00FF\u00FF\u00FF" })
        {
            Encoding.Latin1.GetBytes(size).CopyTo(archive, 512 + 124);
            Array.Fill(archive, (byte)' ', 512 + 148, 8);
            int sum = archive.AsSpan(512, 512).ToArray().Sum(value => value);
            Encoding.ASCII.GetBytes(Convert.ToString(sum, 8).PadLeft(6, '0') + "\0 ").CopyTo(archive, 512 + 148);

            Assert.Contains("ends within a file", Assert.Throws<InputException>(() => TarContent.FilesOf(archive, "x.tar")).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void FilesOf_AnyMutation_GivesFilesOrIsRefused() => Mutations.Try<InputException>([Archive], bytes => TarContent.FilesOf(bytes, "x.tar"), attempts: 5000, seed: 5);
}
