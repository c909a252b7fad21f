using Fidelis.Networks.Weights.Npz;

namespace Fidelis.Reports.Npz;

/// <summary>The values of single images, which lie in an <c>.npz</c> file beside the run file that names it.</summary>
public static class ImageValues
{
    private const string Extension = ".images.npz";

    /// <summary>Names the file that belongs to a run file: <c>run.images.npz</c> beside <c>run.json</c>.</summary>
    /// <param name="runPath">The run file.</param>
    /// <returns>The path, in the same folder.</returns>
    public static string PathBeside(string runPath) => Path.ChangeExtension(runPath, Extension);

    /// <summary>Names the file of a run as its run file does, which lies beside it.</summary>
    /// <param name="runPath">The run file.</param>
    /// <returns>The name without a folder.</returns>
    public static string NameBeside(string runPath) => Path.GetFileName(PathBeside(runPath));

    /// <summary>Writes the file that belongs to a run file, whole or not at all.</summary>
    /// <param name="runPath">The run file.</param>
    /// <param name="write">Adds the arrays.</param>
    /// <exception cref="Fidelis.Numerics.Errors.InputException">The file cannot be written there.</exception>
    public static void Write(string runPath, Action<NpzWriter> write) => NpzWriter.Write(PathBeside(runPath), write);
}
