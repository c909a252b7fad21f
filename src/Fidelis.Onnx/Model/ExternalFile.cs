using System.Globalization;
using Fidelis.Networks.Weights;
using Fidelis.Numerics.Errors;

namespace Fidelis.Onnx.Model;

/// <summary>Holds external data to the folder of its model: the place of a constant is a text in a file for which nobody vouches.</summary>
internal static class ExternalFile
{
    /// <summary>Makes sure that a constant's external values are where they may be, all of them.</summary>
    /// <param name="constant">The constant.</param>
    /// <param name="folder">The folder of the model, or <see langword="null"/> for a model in memory alone.</param>
    /// <param name="source">The model as messages name it.</param>
    /// <exception cref="InputException">They lie outside the folder, are missing or too few.</exception>
    public static void Require(OnnxConstant constant, string? folder, string source)
    {
        if (constant.External is not { } external)
        {
            return;
        }

        string what = $"The weights '{Printable.Of(constant.Name)}' of the model '{source}'";
        string file = Printable.Of(external.Location);
        if (folder is null)
        {
            throw new InputException($"{what} lie in the file '{file}', which a model in memory cannot have: load it by its path.");
        }

        if (!IsWithin(external.Location))
        {
            throw new InputException($"{what} must lie in its folder, but the model places them at '{file}'.");
        }

        FileInfo found = new(Path.Combine(folder, external.Location));
        if (!found.Exists || found.ResolveLinkTarget(returnFinalTarget: true) is { } target && !IsBelow(target.FullName, folder))
        {
            throw new InputException($"{what} must lie in the file '{file}' beside it, but there is no such file: copy it there too.");
        }

        // Not that of FileInfo, which is the length of the name that a link leads to.
        long length = FileWindow.LengthOf(found.FullName);
        if (length == 0)
        {
            throw new InputException($"{what} must lie in the file '{file}', but that is empty, or a pipe or device: copy it anew.");
        }

        long needed = constant.Type switch
        {
            OnnxElementType.Float32 => checked(constant.Count * sizeof(float)),
            OnnxElementType.Float16 => checked(constant.Count * sizeof(short)),
            OnnxElementType.Float64 => checked(constant.Count * sizeof(double)),
            _ => 0,
        };
        if (external.Offset < 0 || external.Length < needed || external.Offset > length || length - external.Offset < (external.Length ?? needed))
        {
            throw new InputException(string.Create(
                CultureInfo.InvariantCulture,
                $"{what} must be whole, but '{file}' ends before them: it has {length} bytes."));
        }
    }

    private static bool IsWithin(string location) =>
        location.Length > 0 && !location.Contains('\0', StringComparison.Ordinal) && !Path.IsPathRooted(location) && !location.StartsWith('\\') && !location.Contains(':', StringComparison.Ordinal)
        && !location.Split('/', '\\').Contains("..");

    private static bool IsBelow(string path, string folder) =>
        !Path.GetRelativePath(folder, path).StartsWith("..", StringComparison.Ordinal) && !Path.IsPathRooted(Path.GetRelativePath(folder, path));
}
