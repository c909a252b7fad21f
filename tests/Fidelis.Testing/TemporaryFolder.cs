namespace Fidelis.Testing;

/// <summary>A folder that is gone when its test is.</summary>
public sealed class TemporaryFolder : IDisposable
{
    public TemporaryFolder() => Path = Directory.CreateTempSubdirectory("fidelis-").FullName;

    public string Path { get; }

    /// <summary>Writes a file, with its folders, and gives its path.</summary>
    public string Write(string relativePath, byte[] content)
    {
        string path = System.IO.Path.Combine(Path, relativePath);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, content);
        return path;
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
