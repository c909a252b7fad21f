using System.Runtime.InteropServices;

namespace Fidelis.Onnx.Native;

/// <summary>Owns an object of ONNX Runtime.</summary>
internal sealed unsafe class OnnxRuntimeHandle : SafeHandle
{
    private readonly OnnxRuntimeFunction release;

    /// <summary>Initializes a handle that owns an object.</summary>
    /// <param name="instance">The object, or 0 for none.</param>
    /// <param name="release">The function that releases it.</param>
    public OnnxRuntimeHandle(nint instance, OnnxRuntimeFunction release)
        : base(0, ownsHandle: true)
    {
        this.release = release;
        SetHandle(instance);
    }

    /// <inheritdoc/>
    public override bool IsInvalid => handle == 0;

    /// <summary>Gets the object, which stays this handle's: keep the handle alive while it is used.</summary>
    public nint Instance => handle;

    /// <inheritdoc/>
    protected override bool ReleaseHandle()
    {
        ((delegate* unmanaged[Cdecl]<nint, void>)OnnxRuntime.Function(release))(handle);
        return true;
    }
}
