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
        int type;
        OnnxRuntime.Check(((delegate* unmanaged[Cdecl]<nint, int*, nint>)OnnxRuntime.Function(OnnxRuntimeFunction.GetTensorElementType))(created, &type));
        nuint rank;
        OnnxRuntime.Check(((delegate* unmanaged[Cdecl]<nint, nuint*, nint>)OnnxRuntime.Function(OnnxRuntimeFunction.GetDimensionCount))(created, &rank));
        long[] shape = new long[(int)rank];
        fixed (long* lengths = shape)
        {
            OnnxRuntime.Check(((delegate* unmanaged[Cdecl]<nint, long*, nuint, nint>)OnnxRuntime.Function(OnnxRuntimeFunction.GetDimensions))(created, lengths, rank));
        }

        return new OnnxValue(names[index], (OnnxElementType)type, shape);
    }

    /// <summary>Copies an output, as float32.</summary>
    /// <param name="index">Its place among the session's outputs.</param>
    /// <param name="destination">Receives its first values in row-major order; not longer than the output.</param>
    /// <exception cref="InputException">The output does not hold floating-point numbers.</exception>
    /// <exception cref="ArgumentException">The output has fewer values.</exception>
    public void CopyTo(int index, Span<float> destination)
    {
        OnnxValue value = Describe(index);
        long count = value.Shape?.Aggregate(1L, (product, length) => checked(product * length)) ?? -1;
        if (count < destination.Length)
        {
            throw new ArgumentException($"The output '{value.Name}' has {count} values, but {destination.Length} were expected.", nameof(destination));
        }

        void* data;
        OnnxRuntime.Check(((delegate* unmanaged[Cdecl]<nint, void**, nint>)OnnxRuntime.Function(OnnxRuntimeFunction.GetTensorData))(values[index].Instance, &data));
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

    /// <inheritdoc/>
    public void Dispose() => Array.ForEach(values, value => value.Dispose());
}
