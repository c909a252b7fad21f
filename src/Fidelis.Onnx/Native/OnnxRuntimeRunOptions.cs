namespace Fidelis.Onnx.Native;

/// <summary>Lets one run of a session be ended from outside.</summary>
internal sealed unsafe class OnnxRuntimeRunOptions : IDisposable
{
    private readonly OnnxRuntimeHandle? options;
    private readonly CancellationTokenRegistration registration;

    /// <summary>Initializes options.</summary>
    /// <param name="cancellation">Ends the run, between two nodes, those within loops included.</param>
    public OnnxRuntimeRunOptions(CancellationToken cancellation)
    {
        if (cancellation.CanBeCanceled)
        {
            nint created;
            OnnxRuntime.Check(((delegate* unmanaged[Cdecl]<nint*, nint>)OnnxRuntime.Function(OnnxRuntimeFunction.CreateRunOptions))(&created));
            options = new OnnxRuntimeHandle(created, OnnxRuntimeFunction.ReleaseRunOptions);
            registration = cancellation.Register(Terminate);
        }
    }

    /// <summary>Gets the options as ONNX Runtime takes them; 0 where nothing can end the run.</summary>
    public nint Instance => options?.Instance ?? 0;

    /// <inheritdoc/>
    public void Dispose()
    {
        // In this order: it waits for a call that is on its way.
        registration.Dispose();
        options?.Dispose();
    }

    private void Terminate() =>
        OnnxRuntime.Check(((delegate* unmanaged[Cdecl]<nint, nint>)OnnxRuntime.Function(OnnxRuntimeFunction.SetTerminate))(Instance));
}
