using System.Numerics;
using System.Runtime.InteropServices;
using Fidelis.Numerics.Errors;

namespace Fidelis.Networks.Weights.Npz;

/// <summary>
/// Reads the elements of one array in the order in which its file holds them, so that arrays of any size pass through little memory.
/// </summary>
public sealed class NpyReader : IDisposable
{
    private const int BufferBytes = 1 << 16;

    private readonly Stream stream;
    private readonly string name;
    private byte[] buffer = [];
    private long remainingBytes;

    /// <summary>Initializes a reader over a stream whose length is known.</summary>
    /// <param name="stream">Header and elements; disposed with the reader.</param>
    /// <param name="streamBytes">The bytes that the stream holds.</param>
    /// <param name="name">The array, for messages.</param>
    /// <exception cref="InputException">The header is damaged, or claims another amount of data than there is.</exception>
    internal NpyReader(Stream stream, long streamBytes, string name)
    {
        // Rows of a few features are asked for one by one.
        this.stream = new BufferedStream(stream, BufferBytes);
        this.name = name;
        try
        {
            Header = NpyHeader.Read(this.stream, name, out int headerBytes);
            remainingBytes = Header.DataBytes;
            long found = streamBytes - headerBytes;
            if (remainingBytes != found)
            {
                throw new InputException(
                    $"The array {name} is damaged: its shape [{string.Join(", ", Header.Shape)}] of {Header.DataType} needs {remainingBytes} bytes, but there are {found}.");
            }

            EndIfComplete();
        }
        catch (Exception e) when (e is InvalidDataException or IOException)
        {
            throw Damaged(e);
        }
    }

    /// <summary>Gets the type, order and shape.</summary>
    public NpyHeader Header { get; }

    /// <summary>Reads the next elements, converted to float32.</summary>
    /// <param name="destination">As many values as are to be read.</param>
    /// <exception cref="InputException">The file is damaged, or the elements are texts.</exception>
    public void Read(Span<float> destination) => ReadNumbers(destination);

    /// <summary>Reads the next elements, converted to float64.</summary>
    /// <param name="destination">As many values as are to be read.</param>
    /// <exception cref="InputException">The file is damaged, or the elements are texts.</exception>
    public void Read(Span<double> destination) => ReadNumbers(destination);

    /// <summary>Reads the next elements, which must be whole numbers.</summary>
    /// <param name="destination">As many values as are to be read.</param>
    /// <exception cref="InputException">The file is damaged, or the elements are texts or fractions.</exception>
    public void Read(Span<long> destination)
    {
        if (Header.DataType.Kind == 'f')
        {
            throw new InputException($"The array {name} must hold whole numbers, but its elements are {Header.DataType}.");
        }

        ReadNumbers(destination);
    }

    /// <summary>Reads the next text.</summary>
    /// <returns>The text without the zeros that fill it up.</returns>
    /// <exception cref="InputException">The file is damaged, or the elements are no texts.</exception>
    public string ReadText()
    {
        if (!Header.DataType.IsText)
        {
            throw new InputException($"The array {name} must hold unicode texts, but its elements are {Header.DataType}.");
        }

        return NpyElements.Text(Fill(Header.DataType.Size), Header.DataType.IsBigEndian);
    }

    /// <inheritdoc/>
    public void Dispose() => stream.Dispose();

    /// <summary>Reads the next elements as the file holds them.</summary>
    /// <param name="destination">Receives whole elements.</param>
    internal void ReadBytes(Span<byte> destination) => FillExactly(destination);

    private void ReadNumbers<T>(Span<T> destination)
        where T : unmanaged, INumber<T>
    {
        if (Header.DataType.IsText)
        {
            throw new InputException($"The array {name} must hold numbers, but its elements are texts.");
        }

        if (NpyElements.AreStored<T>(Header.DataType))
        {
            FillExactly(MemoryMarshal.AsBytes(destination));
            return;
        }

        int size = Header.DataType.Size;
        int atOnce = BufferBytes / size;
        while (destination.Length > 0)
        {
            int count = Math.Min(destination.Length, atOnce);
            NpyElements.Convert(Fill(count * size), Header.DataType, destination[..count]);
            destination = destination[count..];
        }
    }

    private ReadOnlySpan<byte> Fill(int bytes)
    {
        if (buffer.Length < bytes)
        {
            buffer = new byte[Math.Max(bytes, BufferBytes)];
        }

        Span<byte> filled = buffer.AsSpan(0, bytes);
        FillExactly(filled);
        return filled;
    }

    private void FillExactly(Span<byte> destination)
    {
        if (destination.Length > remainingBytes)
        {
            throw new InvalidOperationException($"The array {name} has {remainingBytes} bytes left, but {destination.Length} were asked for.");
        }

        try
        {
            stream.ReadExactly(destination);
            remainingBytes -= destination.Length;
            if (destination.Length > 0)
            {
                EndIfComplete();
            }
        }
        catch (Exception e) when (e is InvalidDataException or IOException)
        {
            throw Damaged(e);
        }
    }

    /// <summary>At the end the stream must end too; a stream that knows a checksum compares it when it is read to its end.</summary>
    private void EndIfComplete()
    {
        if (remainingBytes == 0 && stream.ReadByte() >= 0)
        {
            throw Damaged(null);
        }
    }

    private InputException Damaged(Exception? cause)
    {
        string message = $"The array {name} is damaged: its data ends early, is followed by more, or does not match its checksum.";
        return cause is null ? new InputException(message) : new InputException(message, cause);
    }
}
