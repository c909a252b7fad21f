using System.Globalization;
using System.Runtime.InteropServices;
using Fidelis.Networks.Weights.Npz;
using Fidelis.Numerics.Errors;

namespace Fidelis.Features;

/// <summary>
/// Feature sets as <c>.npz</c> files: <c>features</c> float32 <c>[n, d]</c> and, where they are known, <c>probabilities</c> float32
/// <c>[n, k]</c>, <c>paths</c> and <c>labels</c> (unicode, <c>[n]</c>), <c>protocol</c> (JSON: text, hash, classes). Files of others
/// are read too: <c>feats</c> and <c>reps</c> stand for <c>features</c>, and numbers of every type become float32.
/// </summary>
public static class FeatureFile
{
    private const string ProbabilitiesKey = "probabilities";
    private const string PathsKey = "paths";
    private const string LabelsKey = "labels";
    private const string ProtocolKey = "protocol";

    /// <summary>Writes a feature set, whole or not at all. Equal sets give equal files.</summary>
    /// <param name="path">The file; one that exists is replaced.</param>
    /// <param name="set">A set with features.</param>
    /// <exception cref="InputException">The file cannot be written there.</exception>
    public static void Write(string path, FeatureSet set)
    {
        ArgumentNullException.ThrowIfNull(set);
        FeatureMatrix features = set.Features ?? throw new ArgumentException("A set without features has no file.", nameof(set));
        NpzWriter.Write(path, writer =>
        {
            AddMatrix(writer, NpzKind.FeatureKeys[0], features);
            if (set.Probabilities is { } probabilities)
            {
                AddMatrix(writer, ProbabilitiesKey, probabilities);
            }

            writer.AddTexts(PathsKey, set.Paths);
            if (set.Labels.Any(label => label is not null))
            {
                writer.AddTexts(LabelsKey, [.. set.Labels.Select(label => label ?? "")]);
            }

            if (set.ProtocolText != FeatureSet.UnknownProtocol)
            {
                writer.Add(ProtocolKey, NpyArray.From([ProtocolRecord.Write(set.ProtocolText, set.ProtocolHash, set.ClassNames)]));
            }
        });
    }

    /// <summary>Reads a feature set.</summary>
    /// <param name="path">A file of Fidelis, or of others with the same keys.</param>
    /// <returns>The set. Where the file names no paths, they are the numbers of the rows; where it names no protocol, it is unknown.</returns>
    /// <exception cref="InputException">The file cannot be read, holds no features, or its parts do not belong together.</exception>
    public static FeatureSet Read(string path)
    {
        using NpzFile file = NpzFile.Open(path);
        RequireFeatures(file, path);
        string key = NpzKind.FeatureKeys.First(file.Contains);
        FeatureMatrix features = ReadMatrix(file, key, path);
        FeatureMatrix? probabilities = file.Contains(ProbabilitiesKey) ? ReadMatrix(file, ProbabilitiesKey, path) : null;
        if (probabilities is not null && probabilities.RowCount != features.RowCount)
        {
            throw new InputException($"The file '{path}' must hold as many rows of probabilities as of features, but holds {probabilities.RowCount} and {features.RowCount}.");
        }

        (string text, string hash, IReadOnlyList<string> classes) = file.Contains(ProtocolKey)
            ? ProtocolRecord.Read(file.Read(ProtocolKey).ToTexts(), path)
            : (FeatureSet.UnknownProtocol, "", []);
        if (classes.Count > 0 && classes.Count != probabilities?.Columns)
        {
            throw new InputException($"The file '{path}' must hold as many probabilities as class names, but holds {probabilities?.Columns ?? 0} and {classes.Count}.");
        }

        return new FeatureSet(
            features,
            probabilities,
            (IReadOnlyList<string>?)ReadTexts(file, PathsKey, features.RowCount, path)
                ?? new ComputedList<string>(checked((int)features.RowCount), row => row.ToString(CultureInfo.InvariantCulture)),
            (IReadOnlyList<string?>?)ReadLabels(file, features.RowCount, path) ?? new ComputedList<string?>(checked((int)features.RowCount), _ => null),
            text,
            hash,
            classes);
    }

    private static void RequireFeatures(NpzFile file, string path)
    {
        NpzContent content = NpzKind.Of(file.Keys).Content;
        if (content != NpzContent.Features)
        {
            throw new InputException($"A features file must hold 'features' (or 'feats', 'reps'), but '{path}' " + content switch
            {
                NpzContent.Images => "holds pictures: extract their features first, by `fidelis features`.",
                NpzContent.Statistics => "holds statistics ('mu' and 'sigma').",
                _ => $"holds {(file.Keys.Count == 0 ? "nothing" : string.Join(", ", file.Keys))}.",
            });
        }
    }

    private static void AddMatrix(NpzWriter writer, string key, FeatureMatrix matrix) =>
        writer.Add(key, new NpyHeader(NpyDataType.F4, IsFortranOrder: false, [matrix.RowCount, matrix.Columns]), stream =>
        {
            for (int chunk = 0; chunk < matrix.ChunkCount; chunk++)
            {
                stream.Write(MemoryMarshal.AsBytes(matrix.Chunk(chunk)));
            }
        });

    private static FeatureMatrix ReadMatrix(NpzFile file, string key, string path)
    {
        using NpyReader reader = file.OpenArray(key);
        if (reader.Header.Shape is not [>= 1, >= 1 and <= FeatureMatrix.DefaultChunkElements] shape)
        {
            throw new InputException(
                $"The array '{key}' of '{path}' must hold one row for each image, [n, d] with n and d of at least 1, but its shape is [{string.Join(", ", reader.Header.Shape)}].");
        }

        FeatureMatrixBuilder builder = new((int)shape[1]);
        while (builder.RowCount < shape[0])
        {
            Span<float> values = builder.AppendEmpty(shape[0] - builder.RowCount);
            if (!reader.Header.IsFortranOrder)
            {
                reader.Read(values);
            }
        }

        FeatureMatrix matrix = builder.Build();
        if (reader.Header.IsFortranOrder)
        {
            ReadColumns(reader, matrix);
        }

        return matrix;
    }

    private static void ReadColumns(NpyReader reader, FeatureMatrix matrix)
    {
        float[] piece = new float[Math.Min(matrix.RowCount, 1 << 14)];
        for (int column = 0; column < matrix.Columns; column++)
        {
            for (long first = 0; first < matrix.RowCount; first += piece.Length)
            {
                Span<float> values = piece.AsSpan(0, (int)Math.Min(piece.Length, matrix.RowCount - first));
                reader.Read(values);
                for (int i = 0; i < values.Length; i++)
                {
                    matrix.WritableRow(first + i)[column] = values[i];
                }
            }
        }
    }

    /// <summary>Reads the class of each row. Many rows share few texts; of the empty one there is none.</summary>
    private static string?[]? ReadLabels(NpzFile file, long rows, string path)
    {
        string?[]? labels = ReadTexts(file, LabelsKey, rows, path);
        Dictionary<string, string> classes = new(StringComparer.Ordinal);
        foreach (ref string? label in labels.AsSpan())
        {
            label = string.IsNullOrEmpty(label) ? null : classes.TryGetValue(label, out string? known) ? known : classes[label] = label;
        }

        return labels;
    }

    /// <summary>Reads one text for each row; whole numbers, as others write labels, become texts.</summary>
    private static string[]? ReadTexts(NpzFile file, string key, long rows, string path)
    {
        if (!file.Contains(key))
        {
            return null;
        }

        using NpyReader reader = file.OpenArray(key);
        if (reader.Header.Shape is not [var count] || count != rows)
        {
            throw new InputException($"The array '{key}' of '{path}' must hold one entry for each of the {rows} images, but its shape is [{string.Join(", ", reader.Header.Shape)}].");
        }

        string[] names = new string[rows];
        foreach (ref string name in names.AsSpan())
        {
            if (reader.Header.DataType.IsText)
            {
                name = reader.ReadText();
            }
            else
            {
                long number = 0;
                reader.Read(new Span<long>(ref number));
                name = number.ToString(CultureInfo.InvariantCulture);
            }
        }

        return names;
    }
}
