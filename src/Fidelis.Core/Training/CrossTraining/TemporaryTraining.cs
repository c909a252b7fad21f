using Fidelis.Numerics.Errors;

namespace Fidelis.Training.CrossTraining;

/// <summary>The folder of a training of which only the scores are wanted. It is gone when this is disposed of, however the training ended.</summary>
internal sealed class TemporaryTraining : IDisposable
{
    /// <summary>What the names of this process's folders begin with.</summary>
    public static readonly string Prefix = $"fidelis-training-{Environment.ProcessId}-";

    /// <summary>Initializes a new folder among the user's temporary ones.</summary>
    /// <exception cref="InputException">It cannot be made.</exception>
    public TemporaryTraining()
    {
        try
        {
            Path = Directory.CreateTempSubdirectory(Prefix).FullName;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"A training needs a temporary folder for its weights, but none can be made in '{System.IO.Path.GetTempPath()}': {e.Message}", e);
        }
    }

    /// <summary>Gets the path of the folder.</summary>
    public string Path { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        try
        {
            Directory.Delete(Path, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // What stays is in the temporary folder, and the score is none the worse for it.
        }
    }
}
