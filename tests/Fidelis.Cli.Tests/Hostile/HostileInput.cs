namespace Fidelis.Cli.Tests.Hostile;

/// <summary>Something that nobody should give to a program; what is said is in the table of <c>docs/images.md</c>.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Make">Makes it in a folder, and gives the source to name.</param>
internal sealed record HostileInput(string Name, Func<string, string> Make)
{
    /// <summary>Gets further words of the command line; <c>{folder}</c> stands for the folder.</summary>
    public IReadOnlyList<string> Options { get; init; } = [];

    /// <summary>Gets what stands on stdin.</summary>
    public Func<Stream> Input { get; init; } = () => Stream.Null;

    /// <summary>Gets whether it needs pipes, devices, links or names of bytes as Unix has them.</summary>
    public bool IsUnixOnly { get; init; }

    /// <summary>Makes the input that is one picture in a folder of its own.</summary>
    public static HostileInput Picture(string name, string file, Func<byte[]> content) => new(name, folder =>
    {
        Write(folder, $"cells/{file}", content());
        return Path.Combine(folder, "cells");
    });

    /// <summary>Makes the input that is one file.</summary>
    public static HostileInput File(string name, string file, Func<byte[]> content) => new(name, folder => Write(folder, file, content()));

    /// <summary>Writes a file and gives its path.</summary>
    public static string Write(string folder, string name, byte[] content)
    {
        string path = Path.Combine(folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        System.IO.File.WriteAllBytes(path, content);
        return path;
    }
}
