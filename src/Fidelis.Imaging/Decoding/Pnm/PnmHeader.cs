namespace Fidelis.Imaging.Decoding.Pnm;

/// <summary>The header of a PBM, PGM, PPM or PAM file.</summary>
/// <param name="Kind">The digit after <c>P</c>: 1 to 3 in text, 4 to 6 in bytes, 7 for PAM.</param>
/// <param name="Width">Columns.</param>
/// <param name="Height">Rows.</param>
/// <param name="Channels">Values of a pixel, 1 to 4; 2 and 4 with alpha.</param>
/// <param name="Maximum">The value that is white, 1 to 65,535.</param>
/// <param name="DataOffset">Where the pixels start.</param>
internal sealed record PnmHeader(int Kind, int Width, int Height, int Channels, int Maximum, int DataOffset)
{
    private const int LongestWord = 256;

    /// <summary>Gets whether the values are written as text.</summary>
    public bool IsText => Kind <= 3;

    /// <summary>Gets whether a pixel is one bit, of which 1 is black.</summary>
    public bool IsBitmap => Kind is 1 or 4;

    /// <summary>Gets the bytes of a row, where the values are not text.</summary>
    public long RowBytes => Kind == 4 ? (Width + 7L) / 8 : (long)Width * Channels * (Maximum > 255 ? 2 : 1);

    /// <summary>Gets the mode, as in <see cref="PictureFacts"/>.</summary>
    public string Mode => StoredPicture.NameMode(
        IsBitmap ? 1 : Maximum > 255 ? 16 : 8,
        Channels >= 3 ? "RGB" : "grey",
        Channels is 2 or 4);

    /// <summary>Reads and checks the header.</summary>
    /// <param name="bytes">The file, or its start.</param>
    /// <returns>The header, or <see langword="null"/> where more of the file is needed.</returns>
    /// <exception cref="InvalidImageException">The header is damaged, or the file is shorter than it says.</exception>
    public static PnmHeader? Read(PictureBytes bytes)
    {
        int kind = bytes.Start[1] - '0';
        int place = 2;
        PnmHeader? header = kind == 7 ? ReadPam(bytes, ref place) : ReadNumbers(bytes, kind, ref place);
        if (header is null)
        {
            return null;
        }

        // One character of white space ends the header; for text it is the first of many.
        if (!bytes.TryGet(place, 1, out ReadOnlySpan<byte> space))
        {
            return null;
        }

        if (!IsSpace(space[0]))
        {
            throw Damaged(bytes, $"its header ends with byte {space[0]} instead of white space");
        }

        header = header with { DataOffset = place + 1 };
        if (!header.IsText)
        {
            bytes.RequireWithin(header.DataOffset + (header.RowBytes * header.Height));
        }

        return header;
    }

    /// <summary>Reads the next word, passing over white space and comments, which go from <c>#</c> to the end of the line.</summary>
    /// <param name="data">The file.</param>
    /// <param name="place">Where to start; receives where the word ends.</param>
    /// <returns>The word; empty where the data ends before or within it.</returns>
    public static ReadOnlySpan<byte> ReadWord(ReadOnlySpan<byte> data, ref int place)
    {
        while (place < data.Length && (IsSpace(data[place]) || data[place] == '#'))
        {
            if (data[place] == '#')
            {
                int line = data[place..].IndexOfAny((byte)'\n', (byte)'\r');
                place = line < 0 ? data.Length : place + line;
            }
            else
            {
                place++;
            }
        }

        int start = place;
        while (place < data.Length && !IsSpace(data[place]) && data[place] != '#')
        {
            place++;
        }

        return data[start..place];
    }

    /// <summary>Reads a word of digits.</summary>
    /// <param name="word">The word.</param>
    /// <param name="value">Receives the number.</param>
    /// <returns>Whether it is a number below 2^31.</returns>
    public static bool TryParse(ReadOnlySpan<byte> word, out int value) =>
        System.Buffers.Text.Utf8Parser.TryParse(word, out value, out int used) && used == word.Length && value >= 0 && word[0] is not (byte)'+';

    private static PnmHeader? ReadNumbers(PictureBytes bytes, int kind, ref int place)
    {
        int maximum = 1;
        if (!TryNumber(bytes, "width", ref place, out int width)
            || !TryNumber(bytes, "height", ref place, out int height)
            || (kind is not (1 or 4) && !TryNumber(bytes, "largest value", ref place, out maximum)))
        {
            return null;
        }

        return Check(bytes, new PnmHeader(kind, width, height, kind is 3 or 6 ? 3 : 1, maximum, 0));
    }

    // PAM: lines of a name and a value, until ENDHDR.
    private static PnmHeader? ReadPam(PictureBytes bytes, ref int place)
    {
        (int width, int height, int channels, int maximum) = (0, 0, 0, 0);
        while (true)
        {
            if (!TryWord(bytes, ref place, out ReadOnlySpan<byte> name))
            {
                return null;
            }

            if (name.SequenceEqual("ENDHDR"u8))
            {
                return Check(bytes, new PnmHeader(7, width, height, channels, maximum, 0));
            }

            bool isKnown = name.SequenceEqual("TUPLTYPE"u8)
                ? TryWord(bytes, ref place, out _)
                : name.SequenceEqual("WIDTH"u8) ? TryNumber(bytes, "width", ref place, out width)
                : name.SequenceEqual("HEIGHT"u8) ? TryNumber(bytes, "height", ref place, out height)
                : name.SequenceEqual("DEPTH"u8) ? TryNumber(bytes, "depth", ref place, out channels)
                : name.SequenceEqual("MAXVAL"u8) ? TryNumber(bytes, "largest value", ref place, out maximum)
                : throw Damaged(bytes, "its header has an unknown field");
            if (!isKnown)
            {
                return null;
            }
        }
    }

    private static PnmHeader Check(PictureBytes bytes, PnmHeader header)
    {
        bytes.RequireSize(header.Width, header.Height);
        bool isValid = header is { Channels: >= 1 and <= 4, Maximum: >= 1 and <= 65_535 };
        return isValid
            ? header
            : throw Damaged(bytes, $"it claims {header.Channels} channels with values up to {header.Maximum}");
    }

    private static bool TryNumber(PictureBytes bytes, string name, ref int place, out int value)
    {
        value = 0;
        return TryWord(bytes, ref place, out ReadOnlySpan<byte> word)
            && (TryParse(word, out value) ? true : throw Damaged(bytes, $"its {name} is no number"));
    }

    private static bool TryWord(PictureBytes bytes, ref int place, out ReadOnlySpan<byte> word)
    {
        word = ReadWord(bytes.Start, ref place);
        if (word.Length > LongestWord)
        {
            throw Damaged(bytes, $"its header has a word of more than {LongestWord} bytes");
        }

        // A word that ends where the known bytes end may go on.
        return bytes.TryGet(place, 1, out _);
    }

    private static bool IsSpace(byte value) => value is (byte)' ' or (>= 9 and <= 13);

    private static InvalidImageException Damaged(PictureBytes bytes, string reason) => new(bytes.Path, $"is a damaged PNM file: {reason}");
}
