using System.Diagnostics;

namespace Fidelis.Cli.Tests.Hostile;

/// <summary>Folders, links, pipes, devices and streams that never end, or are not what they seem.</summary>
internal static class HostilePlaces
{
    public static IEnumerable<HostileInput> All =>
    [
        new("folder that is empty", folder => Directory.CreateDirectory(Path.Combine(folder, "cells")).FullName),
        new("folder of 2,000 empty files", Empties),
        new("folder with a link to itself, and nothing else", folder => Linked(folder, "cells/again", Path.Combine(folder, "cells"))) { IsUnixOnly = true },
        new("folder whose links multiply: 40 floors of two links to the next", Floors) { IsUnixOnly = true },
        new("link to nothing in a folder", folder => Linked(folder, "cells/cell.png", "/nowhere")) { IsUnixOnly = true },
        new("links to each other in a folder", folder =>
        {
            Linked(folder, "cells/a.png", Path.Combine(folder, "cells/b.png"));
            return Linked(folder, "cells/b.png", Path.Combine(folder, "cells/a.png"));
        }) { IsUnixOnly = true },
        new("link to /dev/zero in a folder", folder => Linked(folder, "cells/cell.png", "/dev/zero")) { IsUnixOnly = true },
        new("pipe in a folder", folder => Piped(folder, "cells/cell.png")) { IsUnixOnly = true },
        new("link to a pipe in a folder", folder =>
        {
            Piped(folder, "pipe");
            return Linked(folder, "cells/cell.png", Path.Combine(folder, "pipe"));
        }) { IsUnixOnly = true },
        new("pipe as the source", folder => Path.Combine(Piped(folder, "cells/pipe"), "pipe")) { IsUnixOnly = true },
        new("link to a pipe as the source", folder => Path.Combine(Linked(folder, "cells/link", Path.Combine(Piped(folder, "cells/pipe"), "pipe")), "link")) { IsUnixOnly = true },
        new("/dev/zero as the source", _ => "/dev/zero") { IsUnixOnly = true },
        new("list with /dev/zero", folder => HostileInput.Write(folder, "cells.txt", "/dev/zero\n"u8.ToArray())) { IsUnixOnly = true },
        new("file whose name is no UTF-8", folder => Unnamed(folder, "cells", "touch \"$(printf 'cell\\377.png')\"")) { IsUnixOnly = true },
        new("folder whose name is no UTF-8", folder => Unnamed(folder, "cells", "mkdir \"$(printf 'class\\377')\" && touch \"$(printf 'class\\377')/cell.png\"")) { IsUnixOnly = true },
        new("file with a line break and an escape in its name", folder =>
        {
            HostileInput.Write(folder, "cells/a\n\u001b[31mred.png", []);
            return Path.Combine(folder, "cells");
        }) { IsUnixOnly = true },
        new("`-`, and nothing on stdin", _ => "-"),
        new("`-`, and stdin that never ends", _ => "-") { Input = () => new EndlessStream(), Options = ["--max-expanded", "1MiB"] },
    ];

    private static string Empties(string folder)
    {
        for (int i = 0; i < 2000; i++)
        {
            HostileInput.Write(folder, $"cells/{i:0000}.png", []);
        }

        return Path.Combine(folder, "cells");
    }

    /// <summary>Makes a link in the folder <c>cells</c>.</summary>
    private static string Linked(string folder, string link, string target)
    {
        string cells = Directory.CreateDirectory(Path.Combine(folder, "cells")).FullName;
        File.CreateSymbolicLink(Path.Combine(folder, link), target);
        return cells;
    }

    private static string Floors(string folder)
    {
        string Floor(int i) => Path.Combine(folder, i == 0 ? "cells" : $"floor{i}");
        for (int i = 0; i < 40; i++)
        {
            Directory.CreateDirectory(Floor(i));
            File.CreateSymbolicLink(Path.Combine(Floor(i), "left"), Floor(i + 1));
            File.CreateSymbolicLink(Path.Combine(Floor(i), "right"), Floor(i + 1));
        }

        HostileInput.Write(folder, "floor40/cell.png", []);
        return Floor(0);
    }

    private static string Piped(string folder, string pipe)
    {
        string cells = Directory.CreateDirectory(Path.Combine(folder, "cells")).FullName;
        using Process make = Process.Start("mkfifo", [Path.Combine(folder, pipe)]);
        make.WaitForExit();
        return cells;
    }

    /// <summary>Lets a shell write a name that .NET cannot.</summary>
    private static string Unnamed(string folder, string name, string command)
    {
        string cells = Directory.CreateDirectory(Path.Combine(folder, name)).FullName;
        using Process make = Process.Start(new ProcessStartInfo("sh", ["-c", command]) { WorkingDirectory = cells })!;
        make.WaitForExit();
        return cells;
    }

    /// <summary>Zeros without end.</summary>
    private sealed class EndlessStream : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer)
        {
            buffer.Clear();
            return buffer.Length;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
