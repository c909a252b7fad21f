using Fidelis.Images.Arrays;
using Fidelis.Images.Labels;
using Fidelis.Networks.Weights;
using Fidelis.Networks.Weights.Npz;
using Fidelis.Numerics.Errors;

namespace Fidelis.Images;

/// <summary>Opens what the user names as a set of images.</summary>
/// <remarks>
/// A set is a folder; a <c>.zip</c> of pictures; an array of pictures in an <c>.npz</c>, <c>.npy</c>, IDX or CIFAR file; a text of paths;
/// or <c>-</c>, the standard input, which may be any of those files. <c>FILE:PART</c> chooses one array of an <c>.npz</c> file, and one
/// part of a folder of IDX or CIFAR files; a file of that very name comes first.
/// </remarks>
public static class ImageSources
{
    /// <summary>The name of the standard input.</summary>
    public const string StandardInput = "-";

    private static readonly Lock StandardInputTurn = new();

    /// <summary>Opens a source.</summary>
    /// <param name="path">A path, <c>PATH:PART</c>, or <c>-</c>.</param>
    /// <param name="options">Limits and labels; the default ones where there are none.</param>
    /// <returns>The source, listed but not yet read, with the labels of <see cref="SourceOptions.LabelFile"/> where that is given.</returns>
    /// <exception cref="InputException">There is no such source, it holds no picture, it is damaged, or its labels do not match.</exception>
    public static ImageSource Open(string path, SourceOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(path);
        options ??= SourceOptions.Default;
        SourceRequest request = Resolve(path, options);
        ImageSource source = request.Path is null ? OpenStandardInput(request) : OpenPath(request);
        if (options.LabelFile is not { } labels)
        {
            return source;
        }

        RequireFile(labels, "A file of labels");
        LabelTable table = CsvLabels.Read(BoundedFile.Text(BoundedFile.ReadAll(labels, options), labels), labels);
        return source.Label(table.Match(source), null);
    }

    /// <summary>
    /// Gets the parts that a source is divided into by its own files, such as <c>train</c>, <c>val</c> and <c>test</c> of a MedMNIST file,
    /// or <c>test</c> and <c>train</c> of a folder of MNIST. Each is opened by <c>Open($"{path}:{part}")</c>.
    /// </summary>
    /// <param name="path">A path.</param>
    /// <returns>The names of the parts; empty where the source is one whole, or no source at all.</returns>
    /// <exception cref="InputException">The path exists and cannot be read.</exception>
    public static IReadOnlyList<string> Parts(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (Directory.Exists(path))
        {
            return [.. BinaryFolder.Find(path).Keys];
        }

        if (!IsNpz(path))
        {
            return [];
        }

        using NpzFile file = NpzFile.Open(path);
        return NpzPictures.PartsOf(file.Keys) is { Count: > 1 } parts ? parts : [];
    }

    /// <summary>Lists the files whose replacement would change a source: the file that it is with labels beside it, or those that a folder or a list of paths names.</summary>
    /// <param name="path">What the user named; it may be no source of images at all, or none that exists.</param>
    /// <param name="cancellation">Ends the listing of a folder by an <see cref="OperationCanceledException"/>.</param>
    /// <returns>Paths, not in order, listed while they are enumerated; of no source none.</returns>
    /// <exception cref="InputException">A folder cannot be read completely, or a list is no text.</exception>
    public static IEnumerable<string> FilesOf(string path, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(path);
        int colon = path.LastIndexOf(':');
        string whole = colon > 0 && !File.Exists(path) && !Directory.Exists(path) ? path[..colon] : path;
        return Directory.Exists(whole)
            ? PictureListing.Of(FolderListing.Of(whole, cancellation).Files, []).Pictures
                .Append(DatasetJson.FileName)
                .Select(name => Path.Combine(whole, name))
                .Concat(BinaryFolder.Find(whole).Values.SelectMany(names => names).SelectMany(name => BinaryFolder.FilesOf(Path.Combine(whole, name))))
            : !File.Exists(whole) ? []
            : SourceFile.IsList(whole) ? ListSource.FilesOf(whole).Prepend(whole)
            : BinaryFolder.FilesOf(whole);
    }

    /// <summary>Tells whether a path is an <c>.npz</c> file by its content: a zip archive of arrays and nothing else.</summary>
    /// <param name="path">A path.</param>
    /// <returns>Whether it is; not where there is no such file.</returns>
    /// <exception cref="InputException">The file starts as an archive and is damaged, or cannot be read.</exception>
    public static bool IsNpz(string path)
    {
        if (FileWindow.LengthOf(path) == 0)
        {
            return false;
        }

        using FileWindow file = FileWindow.Open(path);
        return SourceFile.IsNpz(file);
    }

    /// <summary>Takes <c>PATH:PART</c> apart; what exists as it is has no part.</summary>
    private static SourceRequest Resolve(string path, SourceOptions options)
    {
        if (path == StandardInput)
        {
            return new SourceRequest(path, null, null, options);
        }

        if (File.Exists(path) || Directory.Exists(path))
        {
            return new SourceRequest(path, path, null, options);
        }

        int colon = path.LastIndexOf(':');
        return colon > 0 && path[..colon] == StandardInput ? new SourceRequest(path, null, path[(colon + 1)..], options)
            : colon > 0 && (File.Exists(path[..colon]) || Directory.Exists(path[..colon]))
            ? new SourceRequest(path, path[..colon], path[(colon + 1)..], options)
            : throw new InputException($"The source '{path}' does not exist.{Neighbour(path)}");
    }

    private static ImageSource OpenPath(SourceRequest request)
    {
        string path = request.Path!;
        if (Directory.Exists(path))
        {
            return OpenFolder(request);
        }

        RequireFile(path, "A source of images");
        return SourceFile.Open(FileWindow.Open(path), request);
    }

    private static ImageSource OpenFolder(SourceRequest request)
    {
        ImageSource? pictures = FolderSource.Open(request, out PictureListing listing);
        if (pictures is null && BinaryFolder.Find(request.Path!) is { Count: > 0 } parts)
        {
            return BinaryFolder.Open(parts, request);
        }

        request.RequireNoPart("a folder of pictures");
        return pictures ?? throw new InputException(listing.Others.Count == 0
            ? $"A source of images must hold images, but the folder '{request.Path}' holds no files."
            : listing.Others.Contains("data.mdb")
                ? $"A source of images must hold images, but the folder '{request.Path}' is an LMDB database: write its images as files, or as an .npz of uint8 [n, height, width, channels]."
                : $"A source of images must hold images ({PictureListing.ExtensionList}), but the folder '{request.Path}' holds only {listing.Census()}.");
    }

    private static ImageSource OpenStandardInput(SourceRequest request)
    {
        // Where two sources name it, they may be opened at once: the second one finds it empty.
        using Lock.Scope turn = StandardInputTurn.EnterScope();
        using Stream input = request.Options.StandardInput?.Invoke() ?? throw new InputException("The source '-' is the standard input, but there is none here: name a file or a folder.");
        FileWindow content = TemporaryCopy.Of(input, "standard input", request.Options);
        return content.Length > 0
            ? SourceFile.Open(content, request)
            : throw new InputException("The source '-' is the standard input, but that is empty: it can be given once, as a file or a list of paths.");
    }

    /// <summary>Refuses what is no file with content. Pipes, sockets and devices have no length; to open one could wait for ever.</summary>
    private static void RequireFile(string path, string what)
    {
        if (File.Exists(path) && FileWindow.LengthOf(path) == 0)
        {
            throw new InputException($"{what} must be a file with content, but '{path}' is empty, or a link that leads nowhere, or a pipe or device: those are read as the standard input alone, by the name '-'.");
        }
    }

    /// <summary>Names what lies where the path leads and is spelled nearly as it.</summary>
    private static string Neighbour(string path)
    {
        string full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        try
        {
            return Suggestion.For(Path.GetFileName(full), Directory.EnumerateFileSystemEntries(Path.GetDirectoryName(full) ?? full).Select(entry => Path.GetFileName(entry)).Order(StringComparer.Ordinal));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
