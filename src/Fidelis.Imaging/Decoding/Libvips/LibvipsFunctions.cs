using System.Runtime.InteropServices;

namespace Fidelis.Imaging.Decoding.Libvips;

/// <summary>
/// The functions of libvips and GObject that decoding needs. None of them is variadic: the calling convention of variadic C
/// functions differs from the ordinary one on some platforms (64-bit Arm macOS), so that they cannot be called from here.
/// </summary>
/// <remarks><c>gboolean</c> and enumerations are 32-bit integers, <c>gsize</c> and <c>GType</c> are as wide as a pointer.</remarks>
internal static unsafe partial class LibvipsFunctions
{
    /// <summary>The name that <see cref="LibvipsRuntime"/> resolves to the file beside the application.</summary>
    public const string Library = "libvips";

    [LibraryImport(Library, EntryPoint = "vips_init", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Init(string programName);

    [LibraryImport(Library, EntryPoint = "vips_cache_set_max")]
    public static partial void SetOperationCacheSize(int operations);

    [LibraryImport(Library, EntryPoint = "vips_concurrency_set")]
    public static partial void SetConcurrency(int threads);

    [LibraryImport(Library, EntryPoint = "vips_block_untrusted_set")]
    public static partial void BlockUntrusted(int state);

    [LibraryImport(Library, EntryPoint = "vips_operation_block_set", StringMarshalling = StringMarshalling.Utf8)]
    public static partial void BlockOperations(string className, int state);

    [LibraryImport(Library, EntryPoint = "g_log_set_default_handler")]
    public static partial nint SetDefaultLogHandler(delegate* unmanaged[Cdecl]<byte*, int, byte*, void*, void> handler, void* userData);

    [LibraryImport(Library, EntryPoint = "vips_tracked_get_allocs")]
    public static partial int CountTrackedAllocations();

    [LibraryImport(Library, EntryPoint = "vips_tracked_get_mem")]
    public static partial nuint CountTrackedBytes();

    [LibraryImport(Library, EntryPoint = "vips_thread_shutdown")]
    public static partial void ReleaseThreadData();

    [LibraryImport(Library, EntryPoint = "vips_error_buffer_copy")]
    public static partial nint CopyErrors();

    [LibraryImport(Library, EntryPoint = "vips_error_clear")]
    public static partial void ClearErrors();

    [LibraryImport(Library, EntryPoint = "vips_operation_new", StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint NewOperation(string nickname);

    [LibraryImport(Library, EntryPoint = "vips_cache_operation_build")]
    public static partial nint BuildOperation(nint operation);

    [LibraryImport(Library, EntryPoint = "vips_object_unref_outputs")]
    public static partial void ReleaseOutputs(nint operation);

    [LibraryImport(Library, EntryPoint = "vips_icc_is_compatible_profile")]
    public static partial int IsCompatibleProfile(nint image, byte* data, nuint lengthBytes);

    [LibraryImport(Library, EntryPoint = "vips_blob_new")]
    public static partial nint NewBlob(nint freeFunction, byte* data, nuint lengthBytes);

    [LibraryImport(Library, EntryPoint = "vips_area_unref")]
    public static partial void ReleaseBlob(nint blob);

    [LibraryImport(Library, EntryPoint = "vips_blob_get_type")]
    public static partial nuint BlobType();

    [LibraryImport(Library, EntryPoint = "vips_image_get_type")]
    public static partial nuint ImageType();

    [LibraryImport(Library, EntryPoint = "vips_fail_on_get_type")]
    public static partial nuint FailOnType();

    [LibraryImport(Library, EntryPoint = "vips_access_get_type")]
    public static partial nuint AccessType();

    [LibraryImport(Library, EntryPoint = "vips_intent_get_type")]
    public static partial nuint IntentType();

    [LibraryImport(Library, EntryPoint = "g_value_init")]
    public static partial nint InitValue(GValue* value, nuint type);

    [LibraryImport(Library, EntryPoint = "g_value_unset")]
    public static partial void UnsetValue(GValue* value);

    [LibraryImport(Library, EntryPoint = "g_value_set_boxed")]
    public static partial void SetBoxed(GValue* value, nint boxed);

    [LibraryImport(Library, EntryPoint = "g_value_set_enum")]
    public static partial void SetEnum(GValue* value, int member);

    [LibraryImport(Library, EntryPoint = "g_value_set_object")]
    public static partial void SetObject(GValue* value, nint instance);

    [LibraryImport(Library, EntryPoint = "g_value_set_string", StringMarshalling = StringMarshalling.Utf8)]
    public static partial void SetString(GValue* value, string text);

    [LibraryImport(Library, EntryPoint = "g_value_set_int")]
    public static partial void SetInteger(GValue* value, int number);

    [LibraryImport(Library, EntryPoint = "g_value_set_boolean")]
    public static partial void SetBoolean(GValue* value, int isOn);

    [LibraryImport(Library, EntryPoint = "g_value_dup_object")]
    public static partial nint DuplicateObject(GValue* value);

    [LibraryImport(Library, EntryPoint = "g_object_set_property", StringMarshalling = StringMarshalling.Utf8)]
    public static partial void SetProperty(nint instance, string name, GValue* value);

    [LibraryImport(Library, EntryPoint = "g_object_get_property", StringMarshalling = StringMarshalling.Utf8)]
    public static partial void GetProperty(nint instance, string name, GValue* value);

    [LibraryImport(Library, EntryPoint = "g_object_unref")]
    public static partial void Release(nint instance);

    [LibraryImport(Library, EntryPoint = "g_free")]
    public static partial void Free(nint memory);

    [LibraryImport(Library, EntryPoint = "vips_image_new_from_memory")]
    public static partial nint NewFromMemory(byte* data, nuint lengthBytes, int width, int height, int bands, int format);

    [LibraryImport(Library, EntryPoint = "vips_image_set_blob_copy", StringMarshalling = StringMarshalling.Utf8)]
    public static partial void SetBlobCopy(nint image, string name, byte* data, nuint lengthBytes);

    [LibraryImport(Library, EntryPoint = "vips_image_get_width")]
    public static partial int GetWidth(nint image);

    [LibraryImport(Library, EntryPoint = "vips_image_get_height")]
    public static partial int GetHeight(nint image);

    [LibraryImport(Library, EntryPoint = "vips_image_get_bands")]
    public static partial int GetBands(nint image);

    [LibraryImport(Library, EntryPoint = "vips_image_get_format")]
    public static partial int GetFormat(nint image);

    [LibraryImport(Library, EntryPoint = "vips_image_get_interpretation")]
    public static partial int GetInterpretation(nint image);

    [LibraryImport(Library, EntryPoint = "vips_image_get_blob", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int GetBlob(nint image, string name, out byte* data, out nuint lengthBytes);

    [LibraryImport(Library, EntryPoint = "vips_region_new")]
    public static partial nint NewRegion(nint image);

    [LibraryImport(Library, EntryPoint = "vips_region_fetch")]
    public static partial nint FetchRegion(nint region, int left, int top, int width, int height, out nuint lengthBytes);
}
