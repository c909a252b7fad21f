namespace Fidelis.Architecture.Tests;

/// <summary>Holds the rules of the house that the compiler does not see.</summary>
public sealed class HouseRuleTests
{
    private static readonly string[] NamelessRooms = ["Utils", "Utilities", "Helpers", "Common", "Misc", "Abstractions", "Models"];

    [Fact]
    public void Sources_Folders_HaveASubject()
    {
        IEnumerable<string> folders = SourceTree.Sources("src").Concat(SourceTree.Sources("tests"))
            .SelectMany(path => Path.GetRelativePath(SourceTree.Root, path).Replace('\\', '/').Split('/'));

        Assert.DoesNotContain(folders, folder => NamelessRooms.Contains(folder, StringComparer.OrdinalIgnoreCase));
    }

    [Fact]
    public void Sources_Length_StaysBelowFiveHundredLines() =>
        Assert.All(SourceTree.Sources("src"), path => Assert.True(File.ReadLines(path).Count() <= 500, $"{path} is too long: split it by reason."));

    [Fact]
    public void Sources_PublicTypes_StandOnePerFile()
    {
        foreach (string path in SourceTree.Sources("src"))
        {
            int types = File.ReadLines(path).Count(line =>
                line.StartsWith("public ", StringComparison.Ordinal)
                && line.Split(' ').Any(word => word is "class" or "struct" or "record" or "interface" or "enum")
                && !line.StartsWith("public delegate", StringComparison.Ordinal));
            Assert.True(types <= 1, $"{path} declares {types} public types: give each its own file.");
        }
    }
}
