using System.Text.RegularExpressions;
using Fidelis.Testing;

namespace Fidelis.Cli.Tests.Hostile;

/// <summary>The table of a document that says what is said of hostile input: a row for each, <c>| input | what is said |</c>.</summary>
/// <param name="document">The path from the root of the repository.</param>
internal sealed partial class SentenceTable(string document)
{
    private string FullPath => Path.Combine(Repository.Root, document);

    /// <summary>Gets the inputs in the order of the rows.</summary>
    public IEnumerable<string> Names => File.ReadAllLines(FullPath).SkipWhile(line => line != "| input | what is said |").Skip(2)
        .TakeWhile(line => line.StartsWith("| ", StringComparison.Ordinal)).Select(line => line[2..line.IndexOf(" | ", StringComparison.Ordinal)]);

    /// <summary>Compares a sentence with the row of its input, or writes it there where snapshots are accepted.</summary>
    /// <param name="name">The input.</param>
    /// <param name="sentence">What was said.</param>
    /// <param name="folder">The folder of the test, which the table leaves out of paths.</param>
    public void AssertHas(string name, string sentence, string folder)
    {
        string start = $"| {name} | ";
        string local = sentence.Replace(folder + "/", "", StringComparison.Ordinal).Replace(folder, "", StringComparison.Ordinal);
        string row = $"{start}{ManyLetters.Replace(local, "xxx…").Replace("|", "\\|", StringComparison.Ordinal)} |";
        string[] lines = File.ReadAllLines(FullPath);
        int index = Array.FindIndex(lines, line => line.StartsWith(start, StringComparison.Ordinal));
        Assert.True(index >= 0, $"{document} has no row for '{name}'. It was said: {local}");
        if (Environment.GetEnvironmentVariable("FIDELIS_ACCEPT_SNAPSHOTS") == "1")
        {
            lines[index] = row;
            File.WriteAllLines(FullPath, lines);
            return;
        }

        Assert.Equal(lines[index], row);
    }

    [GeneratedRegex("x{20,}")]
    private static partial Regex ManyLetters { get; }
}
