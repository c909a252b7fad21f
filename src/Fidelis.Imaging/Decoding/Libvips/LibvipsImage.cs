using System.Runtime.InteropServices;
using Fidelis.Imaging.Pixels;

namespace Fidelis.Imaging.Decoding.Libvips;

/// <summary>
/// A picture that libvips has opened: its header at once, its pixels when they are fetched. The encoded bytes must stay in place
/// until it is disposed.
/// </summary>
internal sealed unsafe class LibvipsImage : IDisposable
{
    private const int SequentialAccess = 1;
    private const string ProfileField = "icc-profile-data";

    // Small enough for the C library to hand out the same memory again and again instead of asking the system for new pages.
    private const int StripBytes = 1 << 15;

    // Whole rows of JPEG's blocks, at half the resolution of colour.
    private const int TileRows = 16;

    private nint image;

    /// <summary>Initializes a new instance that owns a reference.</summary>
    /// <param name="image">The reference.</param>
    public LibvipsImage(nint image) => this.image = image;

    /// <summary>Gets the reference, which stays this instance's.</summary>
    public nint Handle => image;

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

    /// <summary>Opens encoded bytes.</summary>
    /// <param name="loader">The operation that reads the format, such as <c>pngload_buffer</c>.</param>
    /// <param name="strictness">What counts as damage.</param>
    /// <param name="encoded">The first byte of the file.</param>
    /// <param name="lengthBytes">The length of the file.</param>
    /// <returns>The opened picture, or <see langword="null"/> where libvips refuses the bytes.</returns>
    public static LibvipsImage? Open(string loader, LibvipsFailOn strictness, byte* encoded, int lengthBytes)
    {
        LibvipsOperation operation = new(loader);
        operation.SetBytes("buffer", encoded, lengthBytes);
        operation.SetEnum("fail-on", LibvipsFunctions.FailOnType(), (int)strictness);
        operation.SetEnum("access", LibvipsFunctions.AccessType(), SequentialAccess);
        return operation.Run();
    }

    /// <summary>Makes a picture of values that stay in place until it is disposed.</summary>
    /// <param name="samples">The first value.</param>
    /// <param name="image">What they are.</param>
    /// <param name="format">Their type.</param>
    /// <returns>The picture.</returns>
    public static LibvipsImage Over(byte* samples, SampleImage image, LibvipsFormat format) =>
        new(LibvipsFunctions.NewFromMemory(samples, (nuint)image.Samples.Length, image.Width, image.Height, image.Channels, (int)format));

    /// <summary>Tells whether a colour profile can be read and belongs to an image of these channels.</summary>
    /// <param name="profile">Its first byte.</param>
    /// <param name="lengthBytes">Its length.</param>
    public bool IsCompatible(byte* profile, int lengthBytes) => LibvipsFunctions.IsCompatibleProfile(image, profile, (nuint)lengthBytes) != 0;

    /// <summary>Attaches a colour profile.</summary>
    /// <param name="profile">Its first byte.</param>
    /// <param name="lengthBytes">Its length.</param>
    public void SetProfile(byte* profile, int lengthBytes) => LibvipsFunctions.SetBlobCopy(image, ProfileField, profile, (nuint)lengthBytes);

    /// <summary>Decodes all pixels, on the calling thread.</summary>
    /// <param name="destination">Receives <c>[height, width, channels]</c>.</param>
    /// <param name="pixelBytes">The bytes of a pixel.</param>
    /// <returns>Whether all of them could be decoded.</returns>
    public bool TryReadPixels(Span<byte> destination, int pixelBytes)
    {
        int width = Width;
        int height = Height;
        int rowBytes = width * pixelBytes;
        int stripRows = Math.Max(StripBytes / rowBytes / TileRows, 1) * TileRows;
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

    /// <summary>Copies the colour profile in the file.</summary>
    /// <returns>The profile, or <see langword="null"/> where libvips found none.</returns>
    public byte[]? Profile() => LibvipsFunctions.GetBlob(image, ProfileField, out byte* data, out nuint length) == 0
        ? new ReadOnlySpan<byte>(data, checked((int)length)).ToArray()
        : null;

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
}
