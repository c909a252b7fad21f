using Fidelis.Networks.Architectures;
using Fidelis.Numerics.Errors;

namespace Fidelis.Registry;

/// <summary>A model that lies in a folder of models under the name that the user calls it by.</summary>
/// <param name="Architecture">The architecture, such as <c>biocnn-1</c>.</param>
/// <param name="Weights">What its weights were trained on, such as <c>blood-cells</c>; <see langword="null"/> where the architecture has no others.</param>
/// <param name="Path">The file <c>ARCHITECTURE[.WEIGHTS].safetensors</c>.</param>
public sealed record ModelListing(string Architecture, string? Weights, string Path)
{
    /// <summary>The extension of model files.</summary>
    public const string Extension = ".safetensors";

    /// <summary>Gets the name on the command line: <c>ARCHITECTURE[:WEIGHTS]</c>.</summary>
    public string Id => Weights is null ? Architecture : $"{Architecture}:{Weights}";

    /// <summary>Lists the models of a folder.</summary>
    /// <param name="folder">The folder; one that does not exist holds none.</param>
    /// <returns>The models in the ordinal order of their ids.</returns>
    /// <exception cref="InputException">The folder cannot be read.</exception>
    internal static IReadOnlyList<ModelListing> In(string folder)
    {
        try
        {
            return !Directory.Exists(folder)
                ? []
                :
                [
                    .. Directory.EnumerateFiles(folder, "*" + Extension)
                        .Select(path => (Path: path, Parts: System.IO.Path.GetFileNameWithoutExtension(path).Split('.', 2)))
                        .Where(file => file.Parts.Length == 2 || file.Parts[0] == InceptionV3.Id)
                        .Select(file => new ModelListing(file.Parts[0], file.Parts.Length > 1 ? file.Parts[1] : null, file.Path))
                        .OrderBy(model => model.Id, StringComparer.Ordinal),
                ];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"The folder of models '{folder}' cannot be read: {e.Message}", e);
        }
    }
}
