using System.Text;
using Fidelis.Networks.Weights;
using Fidelis.Numerics.Errors;

namespace Fidelis.Images;

/// <summary>Reads small files whole: lists, labels, names. What is larger than a source may expand to is none.</summary>
internal static class BoundedFile
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads all bytes.</summary>
    public static byte[] ReadAll(string path, SourceOptions options)
    {
        using FileWindow file = FileWindow.Open(path);
        return ReadAll(file, options);
    }

    /// <summary>Reads all bytes.</summary>
    public static byte[] ReadAll(FileWindow file, SourceOptions options)
    {
        TemporaryCopy.RequireSize(file.Length, file.Name, options);
        return file.Length <= Array.MaxLength
            ? file.ReadStart(Array.MaxLength)
            : throw new InputException($"The file '{file.Name}' must be smaller than 2 GiB, but has {file.Length} bytes.");
    }

    /// <summary>Decodes UTF-8, with or without a byte order mark.</summary>
    public static string Text(ReadOnlySpan<byte> bytes, string name)
    {
        try
        {
            return StrictUtf8.GetString(bytes.StartsWith(Encoding.UTF8.Preamble) ? bytes[Encoding.UTF8.Preamble.Length..] : bytes);
        }
        catch (DecoderFallbackException e)
        {
            throw new InputException($"The file '{name}' must be text in UTF-8, but its bytes are not: save it as UTF-8.", e);
        }
    }

    /// <summary>Cuts text into lines, which end in LF, CRLF or CR.</summary>
    public static IEnumerable<string> Lines(string text)
    {
        using StringReader reader = new(text);
        while (reader.ReadLine() is { } line)
        {
            yield return line;
        }
    }
}
