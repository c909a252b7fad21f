using System.Globalization;
using Fidelis.Numerics.Errors;

namespace Fidelis.Networks.Weights.Npz;

/// <summary>
/// Reads the Python dictionary of a header: <c>{'descr': '&lt;f4', 'fortran_order': False, 'shape': (3, 4), }</c>. Nothing else of
/// Python is understood, and nothing is evaluated.
/// </summary>
internal sealed class NpyHeaderParser
{
    private readonly string text;
    private readonly string name;
    private int position;

    private NpyHeaderParser(string text, string name)
    {
        this.text = text;
        this.name = name;
    }

    /// <summary>Reads the whole text.</summary>
    public static NpyHeader Parse(string text, int maximumAxes, string name) => new NpyHeaderParser(text, name).ParseAll(maximumAxes);

    private NpyHeader ParseAll(int maximumAxes)
    {
        NpyDataType? type = null;
        bool? fortran = null;
        List<long>? shape = null;
        Expect('{');
        while (Peek() != '}')
        {
            string key = Quoted();
            Expect(':');
            switch (key)
            {
                case "descr" when type is null:
                    type = Peek() == '[' ? throw Structured() : NpyDataType.Parse(Quoted(), name);
                    break;
                case "fortran_order" when fortran is null:
                    fortran = Truth();
                    break;
                case "shape" when shape is null:
                    shape = Tuple(maximumAxes);
                    break;
                default:
                    throw Damaged();
            }

            if (Peek() == ',')
            {
                position++;
            }
            else if (Peek() != '}')
            {
                throw Damaged();
            }
        }

        position++;
        if (text.AsSpan(position).Trim().Length > 0 || type is not { } dataType || fortran is not { } order || shape is null)
        {
            throw Damaged();
        }

        NpyHeader header = new(dataType, order, shape);
        RequireCountable(header);
        return header;
    }

    /// <summary>The next character that is no blank; a character that no dictionary holds at the end.</summary>
    private char Peek()
    {
        while (position < text.Length && text[position] is ' ' or '\t' or '\n' or '\r')
        {
            position++;
        }

        return position < text.Length ? text[position] : '\0';
    }

    private void Expect(char expected)
    {
        if (Peek() != expected)
        {
            throw Damaged();
        }

        position++;
    }

    private string Quoted()
    {
        char quote = Peek();
        int end = quote is '\'' or '"' ? text.IndexOf(quote, position + 1) : -1;
        if (end < 0)
        {
            throw Damaged();
        }

        string value = text[(position + 1)..end];
        position = end + 1;
        return value;
    }

    private bool Truth()
    {
        Peek();
        foreach ((string word, bool value) in new[] { ("True", true), ("False", false) })
        {
            if (text.AsSpan(position).StartsWith(word, StringComparison.Ordinal))
            {
                position += word.Length;
                return value;
            }
        }

        throw Damaged();
    }

    private List<long> Tuple(int maximumAxes)
    {
        List<long> values = [];
        Expect('(');
        while (Peek() != ')')
        {
            int start = position;
            while (position < text.Length && char.IsAsciiDigit(text[position]))
            {
                position++;
            }

            if (values.Count == maximumAxes
                || !long.TryParse(text.AsSpan(start, position - start), NumberStyles.None, CultureInfo.InvariantCulture, out long value))
            {
                throw Damaged();
            }

            values.Add(value);
            if (position < text.Length && text[position] == 'L')
            {
                // Python 2 marked long integers so.
                position++;
            }

            if (Peek() == ',')
            {
                position++;
            }
            else if (Peek() != ')')
            {
                throw Damaged();
            }
        }

        position++;
        return values;
    }

    private void RequireCountable(NpyHeader header)
    {
        // An axis of length 0 does not excuse the others: their product is what the header's user multiplies.
        Int128 bytes = Math.Max(header.DataType.Size, 1);
        foreach (long length in header.Shape)
        {
            bytes *= Math.Max(length, 1);
            if (bytes > long.MaxValue)
            {
                throw new InputException($"The array {name} is damaged: its header claims the impossible shape [{string.Join(", ", header.Shape)}].");
            }
        }
    }

    private InputException Structured() => new($"The array {name} must hold plain numbers or texts, but its elements are structures.");

    private InputException Damaged() => new($"The array {name} is damaged: its header does not describe an array (at character {position}).");
}
