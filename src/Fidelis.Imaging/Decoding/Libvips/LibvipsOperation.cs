namespace Fidelis.Imaging.Decoding.Libvips;

/// <summary>An operation of libvips with its arguments, run once.</summary>
internal readonly unsafe struct LibvipsOperation
{
    // GObject numbers its own types by place; each takes four numbers.
    private const nuint BooleanType = 5 << 2;
    private const nuint IntegerType = 6 << 2;
    private const nuint StringType = 16 << 2;

    private readonly nint operation;

    /// <summary>Initializes an operation without arguments.</summary>
    /// <param name="nickname">Its name, such as <c>jpegload_buffer</c>.</param>
    public LibvipsOperation(string nickname)
    {
        operation = LibvipsFunctions.NewOperation(nickname);
        if (operation == 0)
        {
            throw new InvalidOperationException($"libvips has no operation '{nickname}'.");
        }
    }

    /// <summary>Sets an argument to bytes that stay in place until the result is disposed.</summary>
    /// <param name="property">The argument.</param>
    /// <param name="bytes">The first byte.</param>
    /// <param name="lengthBytes">Their number.</param>
    public void SetBytes(string property, byte* bytes, int lengthBytes)
    {
        nint blob = LibvipsFunctions.NewBlob(0, bytes, (nuint)lengthBytes);
        GValue value = default;
        LibvipsFunctions.InitValue(&value, LibvipsFunctions.BlobType());
        LibvipsFunctions.SetBoxed(&value, blob);
        LibvipsFunctions.ReleaseBlob(blob);
        Set(property, ref value);
    }

    /// <summary>Sets an argument to a picture.</summary>
    /// <param name="property">The argument.</param>
    /// <param name="image">The picture.</param>
    public void SetImage(string property, LibvipsImage image)
    {
        GValue value = default;
        LibvipsFunctions.InitValue(&value, LibvipsFunctions.ImageType());
        LibvipsFunctions.SetObject(&value, image.Handle);
        Set(property, ref value);
    }

    /// <summary>Sets an argument to a member of an enumeration.</summary>
    /// <param name="property">The argument.</param>
    /// <param name="type">The enumeration.</param>
    /// <param name="member">The member's number.</param>
    public void SetEnum(string property, nuint type, int member)
    {
        GValue value = default;
        LibvipsFunctions.InitValue(&value, type);
        LibvipsFunctions.SetEnum(&value, member);
        Set(property, ref value);
    }

    /// <summary>Sets an argument to a text.</summary>
    /// <param name="property">The argument.</param>
    /// <param name="text">The text.</param>
    public void SetString(string property, string text)
    {
        GValue value = default;
        LibvipsFunctions.InitValue(&value, StringType);
        LibvipsFunctions.SetString(&value, text);
        Set(property, ref value);
    }

    /// <summary>Sets an argument to a number.</summary>
    /// <param name="property">The argument.</param>
    /// <param name="number">The number.</param>
    public void SetInteger(string property, int number)
    {
        GValue value = default;
        LibvipsFunctions.InitValue(&value, IntegerType);
        LibvipsFunctions.SetInteger(&value, number);
        Set(property, ref value);
    }

    /// <summary>Switches an argument on or off.</summary>
    /// <param name="property">The argument.</param>
    /// <param name="isOn">Whether it is on.</param>
    public void SetBoolean(string property, bool isOn)
    {
        GValue value = default;
        LibvipsFunctions.InitValue(&value, BooleanType);
        LibvipsFunctions.SetBoolean(&value, isOn ? 1 : 0);
        Set(property, ref value);
    }

    /// <summary>Runs the operation and frees it.</summary>
    /// <returns>Its picture <c>out</c>, or <see langword="null"/> where it fails.</returns>
    public LibvipsImage? Run()
    {
        // Building returns a reference of its own, which need not be to the operation that went in; the outputs hold another.
        nint built = LibvipsFunctions.BuildOperation(operation);
        LibvipsImage? result = null;
        if (built != 0)
        {
            GValue value = default;
            LibvipsFunctions.InitValue(&value, LibvipsFunctions.ImageType());
            LibvipsFunctions.GetProperty(built, "out", &value);
            result = new LibvipsImage(LibvipsFunctions.DuplicateObject(&value));
            LibvipsFunctions.UnsetValue(&value);
            LibvipsFunctions.ReleaseOutputs(built);
            LibvipsFunctions.Release(built);
        }
        else
        {
            LibvipsFunctions.ReleaseOutputs(operation);
        }

        LibvipsFunctions.Release(operation);
        return result;
    }

    private void Set(string property, ref GValue value)
    {
        fixed (GValue* pinned = &value)
        {
            LibvipsFunctions.SetProperty(operation, property, pinned);
            LibvipsFunctions.UnsetValue(pinned);
        }
    }
}
