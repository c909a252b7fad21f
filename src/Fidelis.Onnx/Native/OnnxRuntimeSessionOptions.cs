namespace Fidelis.Onnx.Native;

/// <summary>How ONNX Runtime is to run a model.</summary>
internal sealed unsafe class OnnxRuntimeSessionOptions : IDisposable
{
    private const int NoOptimization = 0;
    private const int AllOptimizations = 99;

    private readonly OnnxRuntimeHandle options;

    /// <summary>Initializes options.</summary>
    /// <param name="threads">The threads that compute, at least 1.</param>
    /// <param name="isOptimized">Whether the graph is optimised and its weights are rearranged first: worth it where a model runs more than once.</param>
    public OnnxRuntimeSessionOptions(int threads, bool isOptimized)
    {
        nint created;
        OnnxRuntime.Check(((delegate* unmanaged[Cdecl]<nint*, nint>)OnnxRuntime.Function(OnnxRuntimeFunction.CreateSessionOptions))(&created));
        options = new OnnxRuntimeHandle(created, OnnxRuntimeFunction.ReleaseSessionOptions);
        Set(OnnxRuntimeFunction.SetGraphOptimizationLevel, isOptimized ? AllOptimizations : NoOptimization);
        Set(OnnxRuntimeFunction.SetIntraOpThreadCount, threads);
        Set(OnnxRuntimeFunction.SetInterOpThreadCount, 1);
        Add("session.disable_prepacking", isOptimized ? "0" : "1");

        // Threads that spin while they wait would take the processor from those that decode images.
        Add("session.intra_op.allow_spinning", "0");
    }

    /// <summary>Gets the options as ONNX Runtime takes them.</summary>
    public nint Instance => options.Instance;

    /// <summary>Sets an option of ONNX Runtime by its name.</summary>
    /// <param name="key">The name.</param>
    /// <param name="value">The value.</param>
    public void Add(string key, string value)
    {
        fixed (byte* name = NativeText.Of(key), text = NativeText.Of(value))
        {
            OnnxRuntime.Check(((delegate* unmanaged[Cdecl]<nint, byte*, byte*, nint>)OnnxRuntime.Function(OnnxRuntimeFunction.AddSessionConfigEntry))(
                options.Instance, name, text));
        }
    }

    /// <inheritdoc/>
    public void Dispose() => options.Dispose();

    private void Set(OnnxRuntimeFunction function, int value) =>
        OnnxRuntime.Check(((delegate* unmanaged[Cdecl]<nint, int, nint>)OnnxRuntime.Function(function))(options.Instance, value));
}
