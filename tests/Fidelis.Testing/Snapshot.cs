namespace Fidelis.Testing;

/// <summary>
/// Compares text with a file that lies in the folder <c>Snapshots</c> of the test project. With the environment variable
/// <c>FIDELIS_ACCEPT_SNAPSHOTS=1</c> the file is rewritten instead; read the difference before you commit it.
/// </summary>
public static class Snapshot
{
    /// <summary>Fails at the first line that differs.</summary>
    /// <param name="project">The test project, such as <c>Fidelis.Core.Tests</c>.</param>
    /// <param name="name">The file with its extension.</param>
    /// <param name="actual">The text that was made.</param>
    public static void Match(string project, string name, string actual)
    {
        string path = Path.Combine(Repository.Root, "tests", project, "Snapshots", name);
        if (Environment.GetEnvironmentVariable("FIDELIS_ACCEPT_SNAPSHOTS") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, actual);
            return;
        }

        Xunit.Assert.True(File.Exists(path), $"There is no snapshot {path}: run once with FIDELIS_ACCEPT_SNAPSHOTS=1 and read what it wrote.");
        string[] expectedLines = File.ReadAllText(path).ReplaceLineEndings("\n").Split('\n');
        string[] actualLines = actual.ReplaceLineEndings("\n").Split('\n');
        for (int i = 0; i < Math.Max(expectedLines.Length, actualLines.Length); i++)
        {
            string expected = i < expectedLines.Length ? expectedLines[i] : "(end)";
            string found = i < actualLines.Length ? actualLines[i] : "(end)";
            Xunit.Assert.True(expected == found, $"{name} differs in line {i + 1}:\n  snapshot: {expected}\n  made:     {found}");
        }
    }
}
