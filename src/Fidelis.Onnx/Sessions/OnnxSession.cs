using System.Runtime.InteropServices;
using Fidelis.Numerics.Errors;
using Fidelis.Onnx.Model;
using Fidelis.Onnx.Native;

namespace Fidelis.Onnx.Sessions;

/// <summary>A model of one input that ONNX Runtime is ready to run. One thread at a time may run it.</summary>
public sealed unsafe class OnnxSession : IDisposable
{
    private const int DefaultAllocator = -1;
    private const int DefaultMemory = 0;

    private readonly OnnxValue input;
    private readonly OnnxRuntimeHandle session;
    private readonly OnnxRuntimeHandle memory;
    private readonly byte[] inputName;
    private readonly byte[][] outputNames;

    /// <summary>Makes a model ready to run.</summary>
    /// <param name="model">The model, of one input.</param>
    /// <param name="outputs">The tensors that are wanted, of whatever place in the graph, each once.</param>
    /// <param name="threads">The threads that compute, at least 1.</param>
    /// <param name="isOptimized">Whether the graph is optimised and its weights are rearranged first: worth it where a model runs more than once.</param>
    /// <exception cref="InputException">The model has several inputs, or ONNX Runtime cannot run it or is not there.</exception>
    public OnnxSession(OnnxModel model, IReadOnlyList<string> outputs, int threads, bool isOptimized = true)
        : this(model, OnnxModelPatch.AddOutputs(model, outputs), outputs, threads, isOptimized)
    {
    }

    /// <summary>Makes a model that was patched ready to run.</summary>
    /// <param name="model">The model, of one input.</param>
    /// <param name="content">Its bytes with the patch.</param>
    /// <param name="outputs">Outputs of these, each once.</param>
    /// <param name="threads">The threads that compute, at least 1.</param>
    /// <param name="isOptimized">Whether the graph is optimised and its weights are rearranged first.</param>
    internal OnnxSession(OnnxModel model, ReadOnlyMemory<byte> content, IReadOnlyList<string> outputs, int threads, bool isOptimized)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(threads);
        ModelName = model.Name;
        Outputs = [.. outputs];
        input = model.Graph.Inputs is [var single]
            ? single
            : throw new InputException(
                $"A model must take one input, the images, but '{ModelName}' takes {Count(model.Graph.Inputs)}: export the part of it that looks at images alone.");
        inputName = NativeText.Of(input.Name);
        outputNames = [.. outputs.Select(NativeText.Of)];
        try
        {
            using OnnxRuntimeSessionOptions options = new(threads, isOptimized);
            if (model.ExternalFiles.Count > 0)
            {
                options.Add("session.model_external_initializers_file_folder_path", model.Folder!);
            }

            session = Create(content, options);
            nint described;
            OnnxRuntime.Check(((delegate* unmanaged[Cdecl]<int, int, nint*, nint>)OnnxRuntime.Function(OnnxRuntimeFunction.CreateCpuMemoryInfo))(
                DefaultAllocator, DefaultMemory, &described));
            memory = new OnnxRuntimeHandle(described, OnnxRuntimeFunction.ReleaseMemoryInfo);
        }
        catch (OnnxRuntimeException e)
        {
            throw Refused("ONNX Runtime cannot run the model", e);
        }
    }

    /// <summary>Gets the model as messages name it.</summary>
    public string ModelName { get; }

    /// <summary>Gets the names of the tensors that a run gives, in their order.</summary>
    public IReadOnlyList<string> Outputs { get; }

    /// <summary>Runs the model.</summary>
    /// <typeparam name="T">The type of the input's values: <see cref="float"/>, <see cref="Half"/>, <see cref="byte"/>.</typeparam>
    /// <param name="values">The input, in row-major order.</param>
    /// <param name="shape">The length of each axis, the slowest first.</param>
    /// <param name="cancellation">Ends the run between two nodes, those within loops included.</param>
    /// <returns>The outputs. Their memory goes back to the runtime, for the next run, when they are disposed.</returns>
    /// <exception cref="ArgumentException">The type is not that of the model's input, or the shape is not that of the values.</exception>
    /// <exception cref="InputException">A node of the model failed.</exception>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    public OnnxResults Run<T>(ReadOnlySpan<T> values, ReadOnlySpan<long> shape, CancellationToken cancellation = default)
        where T : unmanaged
    {
        if (TypeOf<T>() != input.Type)
        {
            throw new ArgumentException($"The input '{input.Name}' takes {input.Type}, but was given {typeof(T).Name}.", nameof(values));
        }

        long count = 1;
        foreach (long length in shape)
        {
            count = checked(count * length);
        }

        if (count != values.Length)
        {
            throw new ArgumentException($"The shape [{string.Join(", ", shape.ToArray())}] must hold the {values.Length} values that were given.", nameof(shape));
        }

        try
        {
            fixed (T* data = values)
            fixed (long* lengths = shape)
            {
                nint tensor;
                OnnxRuntime.Check(((delegate* unmanaged[Cdecl]<nint, void*, nuint, long*, nuint, int, nint*, nint>)OnnxRuntime.Function(OnnxRuntimeFunction.CreateTensorOverData))(
                    memory.Instance, data, (nuint)values.Length * (nuint)sizeof(T), lengths, (nuint)shape.Length, (int)input.Type, &tensor));
                using OnnxRuntimeHandle given = new(tensor, OnnxRuntimeFunction.ReleaseValue);
                return new OnnxResults(Run(tensor, cancellation), Outputs);
            }
        }
        catch (OnnxRuntimeException e)
        {
            cancellation.ThrowIfCancellationRequested();
            throw Refused("ONNX Runtime failed in the model", e);
        }
    }

    /// <summary>Gets what ONNX Runtime knows of the input without a run.</summary>
    internal InferredTensor InferInput() => Infer(OnnxRuntimeFunction.GetInputTypeInfo, 0);

    /// <summary>Gets what ONNX Runtime knows of an output without a run.</summary>
    /// <param name="index">Its place among the outputs of the graph, behind which those stand that were added.</param>
    internal InferredTensor InferOutput(int index) => Infer(OnnxRuntimeFunction.GetOutputTypeInfo, index);

    /// <inheritdoc/>
    public void Dispose()
    {
        session.Dispose();
        memory.Dispose();
    }

    private static string Count(IReadOnlyList<OnnxValue> inputs) =>
        inputs.Count == 0 ? "none" : $"{inputs.Count} ({string.Join(", ", inputs.Select(value => Printable.Of(value.Name)))})";

    private static OnnxElementType TypeOf<T>() =>
        typeof(T) == typeof(float) ? OnnxElementType.Float32
        : typeof(T) == typeof(Half) ? OnnxElementType.Float16
        : typeof(T) == typeof(byte) ? OnnxElementType.UInt8
        : OnnxElementType.Undefined;

    private static OnnxRuntimeHandle Create(ReadOnlyMemory<byte> model, OnnxRuntimeSessionOptions options)
    {
        nint created;
        fixed (byte* bytes = model.Span)
        {
            OnnxRuntime.Check(((delegate* unmanaged[Cdecl]<nint, byte*, nuint, nint, nint*, nint>)OnnxRuntime.Function(OnnxRuntimeFunction.CreateSessionFromArray))(
                OnnxRuntime.Environment.Instance, bytes, (nuint)model.Length, options.Instance, &created));
        }

        return new OnnxRuntimeHandle(created, OnnxRuntimeFunction.ReleaseSession);
    }

    private OnnxRuntimeHandle[] Run(nint tensor, CancellationToken cancellation)
    {
        using OnnxRuntimeRunOptions options = new(cancellation);
        int count = outputNames.Length;
        nint[] instances = new nint[count];
        nint[] names = new nint[count];
        GCHandle[] pinned = [.. outputNames.Select(name => GCHandle.Alloc(name, GCHandleType.Pinned))];
        try
        {
            for (int i = 0; i < count; i++)
            {
                names[i] = pinned[i].AddrOfPinnedObject();
            }

            fixed (nint* outputs = instances, wanted = names)
            fixed (byte* name = inputName)
            {
                OnnxRuntime.Check(((delegate* unmanaged[Cdecl]<nint, nint, byte**, nint*, nuint, nint*, nuint, nint*, nint>)OnnxRuntime.Function(OnnxRuntimeFunction.Run))(
                    session.Instance, options.Instance, &name, &tensor, 1, wanted, (nuint)count, outputs));
            }
        }
        finally
        {
            Array.ForEach(pinned, handle => handle.Free());
        }

        return [.. instances.Select(instance => new OnnxRuntimeHandle(instance, OnnxRuntimeFunction.ReleaseValue))];
    }

    private InferredTensor Infer(OnnxRuntimeFunction function, int index)
    {
        nint created;
        OnnxRuntime.Check(((delegate* unmanaged[Cdecl]<nint, nuint, nint*, nint>)OnnxRuntime.Function(function))(session.Instance, (nuint)index, &created));
        using OnnxRuntimeHandle described = new(created, OnnxRuntimeFunction.ReleaseTypeInfo);

        // A part of what was described, which goes with it; none where it is no tensor.
        nint tensor;
        OnnxRuntime.Check(((delegate* unmanaged[Cdecl]<nint, nint*, nint>)OnnxRuntime.Function(OnnxRuntimeFunction.GetTensorTypeInfo))(created, &tensor));
        if (tensor == 0)
        {
            return new InferredTensor(OnnxElementType.Undefined, [], "");
        }

        (OnnxElementType type, long[] shape) = TensorInfo.Read(tensor);
        return new InferredTensor(type, shape, TensorInfo.NameOfFirst(tensor));
    }

    private InputException Refused(string what, OnnxRuntimeException e) =>
        new($"{what} '{ModelName}': {RuntimeMessage.Clean(e.Message)}", e);
}
