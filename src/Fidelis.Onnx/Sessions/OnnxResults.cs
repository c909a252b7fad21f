using Fidelis.Numerics.Errors;
using Fidelis.Onnx.Model;
using Fidelis.Onnx.Native;

namespace Fidelis.Onnx.Sessions;

/// <summary>The tensors that a run computed, in the runtime's own memory until they are disposed.</summary>
public sealed unsafe class OnnxResults : IDisposable
{
    private readonly OnnxRuntimeHandle[] values;
    private readonly IReadOnlyList<string> names;

    internal OnnxResults(OnnxRuntimeHandle[] values, IReadOnlyList<string> names)
    {
        this.values = values;
        this.names = names;
    }

    /// <summary>Reads the type and the shape of an output.</summary>
    /// <param name="index">Its place among the session's outputs.</param>
    /// <returns>The output's declaration, with the lengths that it has in this run.</returns>
    /// <remarks>The type is undefined where the output is no tensor.</remarks>
    public OnnxValue Describe(int index)
    {
        const int tensorKind = 1;
        int kind;
        OnnxRuntime.Check(((delegate* unmanaged[Cdecl]<nint, int*, nint>)OnnxRuntime.Function(OnnxRuntimeFunction.GetValueType))(values[index].Instance, &kind));
        if (kind != tensorKind)
        {
            return new OnnxValue(names[index], OnnxElementType.Undefined, null);
        }

        nint created;
        OnnxRuntime.Check(((delegate* unmanaged[Cdecl]<nint, nint*, nint>)OnnxRuntime.Function(OnnxRuntimeFunction.GetTensorTypeAndShape))(values[index].Instance, &created));
        using OnnxRuntimeHandle described = new(created, OnnxRuntimeFunction.ReleaseTensorTypeAndShapeInfo);
        (OnnxElementType type, long[] shape) = TensorInfo.Read(created);
        return new OnnxValue(names[index], type, shape);
    }

    /// <summary>Copies an output, as float32.</summary>
    /// <param name="index">Its place among the session's outputs.</param>
    /// <param name="destination">Receives its first values in row-major order; not longer than the output.</param>
    /// <exception cref="InputException">The output does not hold floating-point numbers.</exception>
    /// <exception cref="ArgumentException">The output has fewer values.</exception>
    public void CopyTo(int index, Span<float> destination)
    {
        OnnxValue value = Describe(index);
        long count = CountOf(value);
        if (count < destination.Length)
        {
            throw new ArgumentException($"The output '{value.Name}' has {count} values, but {destination.Length} were expected.", nameof(destination));
        }

        void* data = DataOf(index);
        switch (value.Type)
        {
            case OnnxElementType.Float32:
                new ReadOnlySpan<float>(data, destination.Length).CopyTo(destination);
                break;
            case OnnxElementType.Float16:
                ReadOnlySpan<Half> halves = new(data, destination.Length);
                for (int i = 0; i < halves.Length; i++)
                {
                    destination[i] = (float)halves[i];
                }

                break;
            case OnnxElementType.Float64:
                ReadOnlySpan<double> doubles = new(data, destination.Length);
                for (int i = 0; i < doubles.Length; i++)
                {
                    destination[i] = (float)doubles[i];
                }

                break;
            default:
                throw new InputException($"A layer must hold floating-point numbers, but '{Printable.Of(value.Name)}' holds {value.Describe()}.");
        }
    }

    /// <summary>Copies an output of whole numbers of 64 bits.</summary>
    /// <param name="index">Its place among the session's outputs.</param>
    /// <returns>Its values in row-major order.</returns>
    internal long[] IntegersOf(int index) => new ReadOnlySpan<long>(DataOf(index), checked((int)CountOf(Describe(index)))).ToArray();

    /// <inheritdoc/>
    public void Dispose() => Array.ForEach(values, value => value.Dispose());

    private static long CountOf(OnnxValue value) => value.Shape?.Aggregate(1L, (product, length) => checked(product * length)) ?? -1;

    private void* DataOf(int index)
    {
        void* data;
        OnnxRuntime.Check(((delegate* unmanaged[Cdecl]<nint, void**, nint>)OnnxRuntime.Function(OnnxRuntimeFunction.GetTensorData))(values[index].Instance, &data));
        return data;
    }
}
