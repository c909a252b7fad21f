using Fidelis.Images.Archives;
using Fidelis.Images.Arrays;
using Fidelis.Imaging.Decoding;
using Fidelis.Networks.Weights;
using Fidelis.Networks.Weights.Npz;
using Fidelis.Networks.Weights.Zip;
using Fidelis.Numerics.Errors;

namespace Fidelis.Images;

/// <summary>Opens one file as a set of images. Its first bytes say what it is; an extension that says otherwise is named in a note.</summary>
/// <remarks>
/// Two kinds have no mark in their first bytes: lists of paths, which are known by their extension (or as text, on the standard input),
/// and CIFAR's binaries, which are known by the length of the file and the range of every label. The extension <c>.bin</c> lets CIFAR
/// come first, because a record may begin with any mark.
/// </remarks>
internal static class SourceFile
{
    private const string Cifar = ".bin";
    private const string Zip = ".zip";
    private const string Npz = ".npz";
    private const string Npy = ".npy";
    private const string Gzip = ".gz";
    private static readonly string[] ListExtensions = [".txt", ".lst"];

    /// <summary>Opens a file.</summary>
    /// <param name="file">The file.</param>
    /// <param name="request">What the user named.</param>
    /// <returns>The pictures.</returns>
    /// <exception cref="InputException">The file is no set of images, or is damaged.</exception>
    public static ImageSource Open(FileWindow file, SourceRequest request)
    {
        byte[] start = file.ReadStart(ForeignContainer.StartBytes);
        return request.Extension is Cifar && OpenCifar(file, request) is { } batch ? batch
            : ZipContainer.Recognizes(start) ? OpenZip(file, request)
            : NpyPictures.Recognizes(start) ? Known(OpenArray(file, request), request, "a NumPy array", Npy)
            : GzipContent.Recognizes(start) ? Known(OpenExpanded(file, request), request, "compressed by gzip", Gzip)
            : IdxFile.Recognizes(start) ? Known(OpenIdx(file, request), request, "an IDX file", "")
            : IsList(file, request) ? ListSource.Open(BoundedFile.Text(BoundedFile.ReadAll(file, request.Options), file.Name), request)
            : ForeignContainer.Find(start, request.Extension) is { } foreign ? throw NoSource(file, $"is {foreign.Name}: {foreign.Remedy}")
            : ImageDecoder.FormatOf(start) is { } format ? throw NoSource(file, $"is a single {format} picture: name the folder that holds the images")
            : OpenCifar(file, request) is { } cifar ? Known(cifar, request, "a binary file of CIFAR", Cifar)
            : throw NoSource(file, request.Extension is Cifar
                ? "is no binary file of CIFAR: its length must be a multiple of 3073 or 3074 bytes, and every label in range"
                : "is none of these, or is damaged at its beginning");
    }

    /// <summary>Tells whether a file is an <c>.npz</c> file: a zip archive of arrays and nothing else.</summary>
    public static bool IsNpz(FileWindow file) =>
        ZipContainer.Recognizes(file.ReadStart(4)) && IsNpz(ZipContainer.Open(file).ReadMembers());

    /// <summary>Tells whether a file is a list of paths, which its name alone says.</summary>
    public static bool IsList(string path) => ListExtensions.Contains(Path.GetExtension(path).ToLowerInvariant());

    /// <summary>Expands a file that is compressed by gzip.</summary>
    /// <param name="file">Any file.</param>
    /// <param name="options">The limit.</param>
    /// <returns>What was compressed, in a temporary file; or the file itself where it is not compressed.</returns>
    /// <exception cref="InputException">The data is damaged or too large.</exception>
    public static FileWindow Expand(FileWindow file, SourceOptions options)
    {
        if (!GzipContent.Recognizes(file.ReadStart(2)))
        {
            return file;
        }

        using Stream content = GzipContent.Open(file);
        return TemporaryCopy.Of(content, file.Name, options);
    }

    private static ImageSource OpenZip(FileWindow file, SourceRequest request)
    {
        ZipContainer archive = ZipContainer.Open(file);
        request.RequireCount(archive.MemberCount);
        IReadOnlyList<ZipMember> members = archive.ReadMembers();
        return IsNpz(members)
            ? Known(NpzPictures.Open(file, request), request, "a zip archive of NumPy arrays", Npz)
            : Known(ZipSource.Open(archive, members, request), request, "a zip archive of files", Zip);
    }

    private static bool IsNpz(IReadOnlyList<ZipMember> members) => members.Count > 0 && members.All(NpzFile.IsArray);

    private static ImageSource OpenArray(FileWindow file, SourceRequest request)
    {
        request.RequireNoPart("one array");
        return ArraySource.Of(new LabelledArray(NpyPictures.Open(file, $"'{file.Name}'", request.Options), null), request);
    }

    private static ImageSource OpenIdx(FileWindow file, SourceRequest request)
    {
        request.RequireNoPart("one file of images");
        return ArraySource.Of(IdxPictures.Open(file, request), request);
    }

    private static ImageSource? OpenCifar(FileWindow file, SourceRequest request)
    {
        if (CifarFile.Recognize(file) is not { } cifar)
        {
            return null;
        }

        request.RequireNoPart("one file of images");
        return ArraySource.Of(cifar.Open(file, request.Path is null ? null : Path.GetDirectoryName(request.Path) ?? "", request.Options), request);
    }

    private static ImageSource OpenExpanded(FileWindow file, SourceRequest request)
    {
        FileWindow content = Expand(file, request.Options);
        byte[] start = content.ReadStart(ForeignContainer.StartBytes);
        return IdxFile.Recognizes(start) ? OpenIdx(content, request)
            : NpyPictures.Recognizes(start) ? OpenArray(content, request)
            : ForeignContainer.Find(start, Path.GetExtension(Path.GetFileNameWithoutExtension(request.Path ?? ""))) is { } foreign
                ? throw NoSource(file, $"is, once expanded, {foreign.Name}: {foreign.Remedy}")
                : throw NoSource(file, "is compressed by gzip and holds neither an IDX file nor a NumPy array: give it unpacked");
    }

    private static bool IsList(FileWindow file, SourceRequest request) =>
        request.Path is null
            ? file.Length > 0 && file.ReadStart(1 << 12).All(letter => letter is >= 32 or (byte)'\t' or (byte)'\r' or (byte)'\n')
            : IsList(request.Path);

    /// <summary>Says it where the extension promises another kind than the file is.</summary>
    private static ImageSource Known(ImageSource source, SourceRequest request, string kind, string usual)
    {
        bool misleads = request.Extension != usual && (request.Extension is Cifar or Zip or Npz or Npy or Gzip || ListExtensions.Contains(request.Extension) || PictureListing.IsPicture("x" + request.Extension));
        return misleads ? source.Note($"'{request.Path}' is {kind} by its content, whatever its name says.") : source;
    }

    private static InputException NoSource(FileWindow file, string what) => new(
        $"A source of images must be a folder, a .zip of pictures, an .npz, .npy, IDX or CIFAR file, or a .txt or .lst of paths, but '{file.Name}' {what}.");
}
