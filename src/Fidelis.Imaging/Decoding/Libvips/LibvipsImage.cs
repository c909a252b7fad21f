using System.Runtime.InteropServices;

namespace Fidelis.Imaging.Decoding.Libvips;

/// <summary>
/// A picture that libvips has opened: its header at once, its pixels when they are fetched. The encoded bytes must stay in place
/// until it is disposed.
/// </summary>
internal sealed unsafe class LibvipsImage : IDisposable
{
    private const int SequentialAccess = 1;
    private const int StripBytes = 1 << 18;

    private nint image;

    private LibvipsImage(nint image) => this.image = image;

    /// <summary>Gets the number of columns.</summary>
    public int Width => LibvipsFunctions.GetWidth(image);

    /// <summary>Gets the number of rows.</summary>
    public int Height => LibvipsFunctions.GetHeight(image);

    /// <summary>Gets the number of channels, alpha included.</summary>
    public int Channels => LibvipsFunctions.GetBands(image);

    /// <summary>Gets the type of a channel's values.</summary>
    public LibvipsFormat Format => (LibvipsFormat)LibvipsFunctions.GetFormat(image);

    /// <summary>Gets the colour space.</summary>
    public LibvipsInterpretation Interpretation => (LibvipsInterpretation)LibvipsFunctions.GetInterpretation(image);

    /// <summary>Gets the number of pages or frames in the file.</summary>
    public int PageCount => LibvipsFunctions.GetPageCount(image);

    /// <summary>Gets the EXIF orientation, 1 (upright) to 8; 1 where the file has none.</summary>
    public int Orientation => LibvipsFunctions.GetOrientation(image);

    /// <summary>Opens encoded bytes.</summary>
    /// <param name="loader">The operation that reads the format, such as <c>pngload_buffer</c>.</param>
    /// <param name="strictness">What counts as damage.</param>
    /// <param name="encoded">The first byte of the file.</param>
    /// <param name="lengthBytes">The length of the file.</param>
    /// <returns>The opened picture, or <see langword="null"/> where libvips refuses the bytes.</returns>
    public static LibvipsImage? Open(string loader, LibvipsFailOn strictness, byte* encoded, int lengthBytes)
    {
        nint operation = LibvipsFunctions.NewOperation(loader);
        if (operation == 0)
        {
            throw new InvalidOperationException($"libvips has no operation '{loader}'.");
        }

        nint blob = LibvipsFunctions.NewBlob(0, encoded, (nuint)lengthBytes);
        SetBoxed(operation, "buffer", LibvipsFunctions.BlobType(), blob);
        LibvipsFunctions.ReleaseBlob(blob);
        SetEnum(operation, "fail-on", LibvipsFunctions.FailOnType(), (int)strictness);
        SetEnum(operation, "access", LibvipsFunctions.AccessType(), SequentialAccess);

        // Building returns a reference of its own, which need not be to the operation that went in; the outputs hold another.
        nint built = LibvipsFunctions.BuildOperation(operation);
        LibvipsImage? opened = null;
        if (built != 0)
        {
            opened = new LibvipsImage(GetImage(built, "out"));
            LibvipsFunctions.ReleaseOutputs(built);
            LibvipsFunctions.Release(built);
        }
        else
        {
            LibvipsFunctions.ReleaseOutputs(operation);
        }

        LibvipsFunctions.Release(operation);
        return opened;
    }

    /// <summary>Decodes all pixels, on the calling thread.</summary>
    /// <param name="destination">Receives <c>[height, width, channels]</c>, 8 bits each.</param>
    /// <returns>Whether all of them could be decoded.</returns>
    public bool TryReadPixels(Span<byte> destination)
    {
        int width = Width;
        int height = Height;
        int rowBytes = width * Channels;
        int stripRows = Math.Max(StripBytes / rowBytes, 16);
        nint region = LibvipsFunctions.NewRegion(image);
        try
        {
            for (int top = 0; top < height; top += stripRows)
            {
                int rows = Math.Min(stripRows, height - top);
                nint strip = LibvipsFunctions.FetchRegion(region, 0, top, width, rows, out nuint length);
                if (strip == 0)
                {
                    return false;
                }

                new ReadOnlySpan<byte>((void*)strip, checked((int)length)).CopyTo(destination[(top * rowBytes)..]);
                LibvipsFunctions.Free(strip);
            }

            return true;
        }
        finally
        {
            LibvipsFunctions.Release(region);
        }
    }

    /// <summary>Takes what libvips has to say about the last failure, on one line.</summary>
    /// <returns>The message; empty where there is none.</returns>
    public static string TakeErrors()
    {
        nint text = LibvipsFunctions.CopyErrors();
        string message = Marshal.PtrToStringUTF8(text) ?? "";
        LibvipsFunctions.Free(text);
        LibvipsFunctions.ClearErrors();
        return string.Join("; ", message.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct());
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (image != 0)
        {
            LibvipsFunctions.Release(image);
            image = 0;
        }
    }

    private static void SetBoxed(nint operation, string property, nuint type, nint boxed)
    {
        GValue value = default;
        LibvipsFunctions.InitValue(&value, type);
        LibvipsFunctions.SetBoxed(&value, boxed);
        LibvipsFunctions.SetProperty(operation, property, &value);
        LibvipsFunctions.UnsetValue(&value);
    }

    private static void SetEnum(nint operation, string property, nuint type, int member)
    {
        GValue value = default;
        LibvipsFunctions.InitValue(&value, type);
        LibvipsFunctions.SetEnum(&value, member);
        LibvipsFunctions.SetProperty(operation, property, &value);
        LibvipsFunctions.UnsetValue(&value);
    }

    private static nint GetImage(nint operation, string property)
    {
        GValue value = default;
        LibvipsFunctions.InitValue(&value, LibvipsFunctions.ImageType());
        LibvipsFunctions.GetProperty(operation, property, &value);
        nint result = LibvipsFunctions.DuplicateObject(&value);
        LibvipsFunctions.UnsetValue(&value);
        return result;
    }
}
