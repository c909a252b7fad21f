using System.Runtime.CompilerServices;

namespace Fidelis.Architecture.Tests;

/// <summary>Finds the files of the repository from the place of this source file.</summary>
internal static class SourceTree
{
    /// <summary>Gets the root of the repository.</summary>
    public static string Root { get; } = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Here())!, "..", ".."));

    /// <summary>Lists the project files under <c>src</c>.</summary>
    public static IEnumerable<string> Projects() =>
        Directory.EnumerateFiles(Path.Combine(Root, "src"), "*.csproj", SearchOption.AllDirectories).Where(IsSource);

    /// <summary>Lists the C# files under a folder of the repository.</summary>
    /// <param name="folder">The folder, relative to the root.</param>
    public static IEnumerable<string> Sources(string folder) =>
        Directory.EnumerateFiles(Path.Combine(Root, folder), "*.cs", SearchOption.AllDirectories).Where(IsSource);

    private static bool IsSource(string path) =>
        !path.Replace('\\', '/').Split('/').Any(part => part is "bin" or "obj" or "node_modules");

    private static string Here([CallerFilePath] string path = "") => path;
}
