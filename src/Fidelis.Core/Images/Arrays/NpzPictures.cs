using Fidelis.Images.Labels;
using Fidelis.Networks.Weights;
using Fidelis.Networks.Weights.Npz;
using Fidelis.Numerics.Errors;

namespace Fidelis.Images.Arrays;

/// <summary>
/// Pictures in an <c>.npz</c> file: <c>arr_0</c> with classes in <c>arr_1</c> (the sample files and reference batches of
/// guided-diffusion), <c>images</c> with <c>labels</c>, and <c>train_images</c>, <c>val_images</c>, <c>test_images</c> with
/// <c>train_labels</c> ... (MedMNIST, Yang et al. 2023). Any other array can be named as a part.
/// </summary>
internal static class NpzPictures
{
    private const string Unnamed = "arr_0";
    private const string UnnamedLabels = "arr_1";
    private const string Images = "images";
    private const string LabelName = "labels";
    private const string ImagesSuffix = "_" + Images;

    /// <summary>Tells whether an array holds pictures by its name.</summary>
    /// <param name="key">The name.</param>
    /// <returns>Whether it does.</returns>
    public static bool IsPictures(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return key is Unnamed or Images || key.EndsWith(ImagesSuffix, StringComparison.Ordinal);
    }

    /// <summary>Gets the parts that can be chosen among, by their names in the order of the file.</summary>
    public static IReadOnlyList<string> PartsOf(IReadOnlyList<string> keys) => [.. keys.Where(IsPictures).Select(PartOf)];

    /// <summary>Opens the pictures of a part.</summary>
    /// <param name="file">The file.</param>
    /// <param name="request">What the user named.</param>
    /// <returns>The pictures.</returns>
    /// <exception cref="InputException">There are none, several of which none was chosen, or they are damaged.</exception>
    public static ImageSource Open(FileWindow file, SourceRequest request)
    {
        NpzFile arrays = NpzFile.Open(file);
        string key = ChooseKey(arrays.Keys, request);
        string name = $"'{key}' of '{file.Name}'";
        PictureArray pictures = NpyPictures.Open(BytesOf(arrays, key, $"{file.Name}:{key}", request.Options), name, request.Options);
        request.RequireCount(pictures.Count);
        string labels = key == Unnamed ? UnnamedLabels : key == Images ? LabelName : $"{PartOf(key)}_{LabelName}";
        return ArraySource.Of(arrays.Contains(labels) ? WithLabels(pictures, arrays, labels, $"'{labels}' of '{file.Name}'") : new LabelledArray(pictures, null), request);
    }

    private static string ChooseKey(IReadOnlyList<string> keys, SourceRequest request)
    {
        if (request.Part is { } part && !keys.Contains(part + ImagesSuffix) && keys.Contains(part))
        {
            return part;
        }

        string[] candidates = [.. keys.Where(IsPictures)];
        if (candidates.Length == 0)
        {
            throw new InputException(
                $"An .npz file of pictures must hold '{Unnamed}', '{Images}' or arrays that end in '{ImagesSuffix}', but '{request.Path ?? "-"}' holds {(keys.Count == 0 ? "nothing" : ShortList.Of([.. keys], 10))}"
                + (keys.Count == 0 ? "." : $": name another array by '{request.Path ?? "-"}:{Printable.Of(keys[0])}'."));
        }

        string chosen = request.ChoosePart([.. candidates.Select(PartOf)]);
        return candidates.First(key => PartOf(key) == chosen);
    }

    /// <summary>Gets the bytes of an array for reading anywhere: in the file where they are stored as they are, else in a temporary file.</summary>
    private static FileWindow BytesOf(NpzFile arrays, string key, string name, SourceOptions options)
    {
        using Stream bytes = arrays.OpenBytes(key);
        if (arrays.StoredBytes(key) is not { } stored)
        {
            TemporaryCopy.RequireSize(arrays.LengthOf(key), name, options);
            return TemporaryCopy.Of(bytes, name, options);
        }

        RequireChecksum(bytes, name);
        return stored;
    }

    /// <summary>Reads an array once for its checksum: a picture that is read later by its place has none of its own.</summary>
    private static void RequireChecksum(Stream bytes, string name)
    {
        try
        {
            byte[] buffer = new byte[1 << 20];
            while (bytes.Read(buffer) > 0)
            {
            }
        }
        catch (InvalidDataException e)
        {
            throw new InputException($"The array '{name}' is damaged: its data does not match its checksum.", e);
        }
    }

    private static LabelledArray WithLabels(PictureArray pictures, NpzFile arrays, string key, string name)
    {
        NpyArray labels = arrays.Read(key);
        IReadOnlyList<long> shape = labels.Header.Shape;
        if (shape is not [_] and not [_, 1])
        {
            return Unlabelled(shape is [_, _] ? $"hold {shape[1]} values for each image, which are no classes" : $"are of the shape [{string.Join(", ", shape)}], which is no class for each image");
        }

        if (labels.Header.DataType is { Kind: 'f' })
        {
            return Unlabelled("are fractions, which are no classes");
        }

        return shape[0] == pictures.Count
            ? new LabelledArray(pictures, labels.Header.DataType.IsText ? labels.ToTexts() : [.. labels.ToInt64s().Select(ClassNumber.NameOf)])
            : throw new InputException($"There must be a label for each of the {pictures.Count} pictures, but {name} holds {shape[0]}.");

        LabelledArray Unlabelled(string why) => new(pictures, null, $"The labels {name} {why}: the images have no classes.");
    }

    private static string PartOf(string key) => key.EndsWith(ImagesSuffix, StringComparison.Ordinal) ? key[..^ImagesSuffix.Length] : key;
}
