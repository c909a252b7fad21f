using System.Buffers.Binary;
using System.Numerics;
using System.Text;
using Fidelis.Numerics.Errors;
using static System.FormattableString;

namespace Fidelis.Networks.Weights.PyTorch;

/// <summary>
/// Reads what a pickle describes, without doing what it asks for: names stay names, calls stay descriptions of calls. A name that is not
/// expected, or an instruction that dictionaries of tensors do not need, ends the reading.
/// </summary>
/// <param name="bytes">Bytes that nobody vouches for.</param>
/// <param name="source">The file as messages name it.</param>
/// <param name="isExpected">Tells whether a name such as <c>collections.OrderedDict</c> may occur.</param>
internal sealed class PickleReader(ReadOnlyMemory<byte> bytes, string source, Func<string, bool> isExpected)
{
    private const int HighestProtocol = 5;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly List<object?> stack = [];
    private readonly Stack<int> marks = [];
    private readonly Dictionary<uint, object?> memo = [];
    private int position;

    /// <summary>Gets the number of bytes that have been read.</summary>
    public int Position => position;

    /// <summary>Reads one pickle, up to its end.</summary>
    /// <returns>
    /// <see langword="null"/>, <see cref="bool"/>, <see cref="BigInteger"/>, <see cref="double"/>, <see cref="string"/>, a tuple as an array,
    /// a list, a <see cref="PickleDictionary"/>, a <see cref="PickleGlobal"/>, a <see cref="PickleCall"/> or a <see cref="PickleReference"/>.
    /// </returns>
    /// <exception cref="InputException">The bytes are no pickle, or one that needs more than is read here.</exception>
    public object? Read()
    {
        stack.Clear();
        marks.Clear();
        memo.Clear();
        while (true)
        {
            byte code = Take(1)[0];
            if ((PickleOpcode)code == PickleOpcode.STOP)
            {
                return stack.Count == 1 && marks.Count == 0 ? stack[0] : throw Damaged("it ends with more or less than one object");
            }

            Execute((PickleOpcode)code);
        }
    }

    private void Execute(PickleOpcode code)
    {
        switch (code)
        {
            case PickleOpcode.PROTO:
                byte protocol = Take(1)[0];
                if (protocol > HighestProtocol)
                {
                    throw Damaged(Invariant($"it is of protocol {protocol}, but {HighestProtocol} is the highest"));
                }

                break;
            case PickleOpcode.FRAME:
                _ = Take(sizeof(ulong));
                break;
            case PickleOpcode.MARK:
                marks.Push(stack.Count);
                break;
            case PickleOpcode.EMPTY_TUPLE:
                stack.Add(Array.Empty<object?>());
                break;
            case PickleOpcode.TUPLE:
                stack.Add(PopToMark());
                break;
            case PickleOpcode.TUPLE1 or PickleOpcode.TUPLE2 or PickleOpcode.TUPLE3:
                stack.Add(Pop(code - PickleOpcode.TUPLE1 + 1));
                break;
            case PickleOpcode.EMPTY_LIST:
                stack.Add(new List<object?>());
                break;
            case PickleOpcode.APPEND:
                object? item = Pop();
                Top<List<object?>>("a list").Add(item);
                break;
            case PickleOpcode.APPENDS:
                object?[] more = PopToMark();
                Top<List<object?>>("a list").AddRange(more);
                break;
            case PickleOpcode.EMPTY_DICT:
                stack.Add(new PickleDictionary());
                break;
            case PickleOpcode.SETITEM:
                SetItems(Pop(2));
                break;
            case PickleOpcode.SETITEMS:
                SetItems(PopToMark());
                break;
            case PickleOpcode.REDUCE:
                object?[] call = Pop(2);
                stack.Add(call is [PickleGlobal function, object?[] arguments]
                    ? new PickleCall(function, arguments)
                    : throw Damaged("it calls what is no name, or with what is no tuple"));
                break;
            case PickleOpcode.BUILD:
                // What the object would be given besides its items: attributes such as the versions of modules, which no tensor needs.
                _ = Pop();
                _ = Top<PickleCall>("an object");
                break;
            case PickleOpcode.BINPERSID:
                stack.Add(new PickleReference(Pop()));
                break;
            default:
                if (!(ReadValue(code) || ReadName(code) || UseMemo(code)))
                {
                    throw Unneeded(code);
                }

                break;
        }
    }

    private bool ReadValue(PickleOpcode code)
    {
        object? value;
        switch (code)
        {
            case PickleOpcode.NONE:
                value = null;
                break;
            case PickleOpcode.NEWTRUE or PickleOpcode.NEWFALSE:
                value = code == PickleOpcode.NEWTRUE;
                break;
            case PickleOpcode.BININT:
                value = (BigInteger)BinaryPrimitives.ReadInt32LittleEndian(Take(sizeof(int)));
                break;
            case PickleOpcode.BININT1:
                value = (BigInteger)Take(1)[0];
                break;
            case PickleOpcode.BININT2:
                value = (BigInteger)BinaryPrimitives.ReadUInt16LittleEndian(Take(sizeof(ushort)));
                break;
            case PickleOpcode.LONG1:
                value = new BigInteger(Take(Take(1)[0]));
                break;
            case PickleOpcode.BINFLOAT:
                value = BinaryPrimitives.ReadDoubleBigEndian(Take(sizeof(double)));
                break;
            case PickleOpcode.BINUNICODE or PickleOpcode.BINSTRING:
                value = Text(BinaryPrimitives.ReadUInt32LittleEndian(Take(sizeof(uint))));
                break;
            case PickleOpcode.SHORT_BINUNICODE or PickleOpcode.SHORT_BINSTRING:
                value = Text(Take(1)[0]);
                break;
            default:
                return false;
        }

        stack.Add(value);
        return true;
    }

    private bool ReadName(PickleOpcode code)
    {
        string name;
        if (code == PickleOpcode.GLOBAL)
        {
            name = $"{Line()}.{Line()}";
        }
        else if (code == PickleOpcode.STACK_GLOBAL)
        {
            name = Pop(2) is [string module, string within] ? $"{module}.{within}" : throw Damaged("it imports what is no name");
        }
        else
        {
            return false;
        }

        stack.Add(isExpected(name)
            ? new PickleGlobal(name)
            : throw new InputException(
                $"A file of weights must hold tensors alone, but the pickle in '{source}' asks for '{Printable.Of(name)}', which could run a program. Nothing was run: do not load this file elsewhere unless you trust its maker, or save its state_dict anew."));
        return true;
    }

    private bool UseMemo(PickleOpcode code)
    {
        switch (code)
        {
            case PickleOpcode.BINPUT:
                memo[Take(1)[0]] = Peek();
                return true;
            case PickleOpcode.LONG_BINPUT:
                memo[BinaryPrimitives.ReadUInt32LittleEndian(Take(sizeof(uint)))] = Peek();
                return true;
            case PickleOpcode.MEMOIZE:
                memo[(uint)memo.Count] = Peek();
                return true;
            case PickleOpcode.BINGET:
                stack.Add(Remembered(Take(1)[0]));
                return true;
            case PickleOpcode.LONG_BINGET:
                stack.Add(Remembered(BinaryPrimitives.ReadUInt32LittleEndian(Take(sizeof(uint)))));
                return true;
            default:
                return false;
        }
    }

    private void SetItems(object?[] pairs)
    {
        PickleDictionary target = Peek() switch
        {
            PickleDictionary dictionary => dictionary,
            PickleCall call => call.Items,
            _ => throw Damaged("it puts items into what is no dictionary"),
        };
        if (pairs.Length % 2 != 0)
        {
            throw Damaged("it puts a key without a value into a dictionary");
        }

        for (int i = 0; i < pairs.Length; i += 2)
        {
            target.Add(pairs[i], pairs[i + 1]);
        }
    }

    private ReadOnlySpan<byte> Take(long count)
    {
        if (count > bytes.Length - position)
        {
            throw Damaged(Invariant($"it ends after {bytes.Length} bytes, where {count} more are needed at {position}"));
        }

        ReadOnlySpan<byte> taken = bytes.Span.Slice(position, (int)count);
        position += (int)count;
        return taken;
    }

    private string Line()
    {
        int length = bytes.Span[position..].IndexOf((byte)'\n');
        if (length < 0)
        {
            throw Damaged("it ends within a name");
        }

        string line = Text(length);
        position++;
        return line;
    }

    private string Text(long length)
    {
        try
        {
            return Utf8.GetString(Take(length));
        }
        catch (DecoderFallbackException e)
        {
            throw new InputException($"The pickle in '{source}' is damaged: a text of it is no UTF-8.", e);
        }
    }

    private object? Peek() => stack.Count > Floor ? stack[^1] : throw Damaged("it uses an object that is not there");

    private object? Pop()
    {
        object? popped = Peek();
        stack.RemoveAt(stack.Count - 1);
        return popped;
    }

    private object?[] Pop(int count) => count <= stack.Count - Floor ? Cut(stack.Count - count) : throw Damaged("it uses an object that is not there");

    private object?[] PopToMark() => marks.TryPop(out int mark) ? Cut(mark) : throw Damaged("it ends a group that it did not begin");

    private int Floor => marks.TryPeek(out int mark) ? mark : 0;

    private object?[] Cut(int start)
    {
        object?[] popped = new object?[stack.Count - start];
        stack.CopyTo(start, popped, 0, popped.Length);
        stack.RemoveRange(start, popped.Length);
        return popped;
    }

    private T Top<T>(string what)
        where T : class => Peek() as T ?? throw Damaged($"it adds to what is not {what}");

    private object? Remembered(uint key) => memo.TryGetValue(key, out object? value) ? value : throw Damaged("it asks for an object that it did not store");

    private InputException Unneeded(PickleOpcode code) => new(
        $"A file of weights must hold tensors alone, but the pickle in '{source}' has the instruction {Invariant($"0x{(byte)code:X2}")} at byte {Invariant($"{position - 1}")}, which tensors do not need. Nothing was run: save its state_dict anew.");

    private InputException Damaged(string how) => new($"The pickle in '{source}' is damaged: {how}.");
}
