using Fidelis.Onnx.Model;

namespace Fidelis.Onnx.Native;

/// <summary>Reads what ONNX Runtime says of the type and the shape of a tensor.</summary>
internal static unsafe class TensorInfo
{
    /// <summary>Reads type and shape.</summary>
    /// <param name="info">The runtime's object, which stays the caller's.</param>
    /// <returns>The type, and the length of each axis, -1 where it is free; no axis for a scalar, and where the runtime does not know any.</returns>
    public static (OnnxElementType Type, long[] Shape) Read(nint info)
    {
        int type;
        OnnxRuntime.Check(((delegate* unmanaged[Cdecl]<nint, int*, nint>)OnnxRuntime.Function(OnnxRuntimeFunction.GetTensorElementType))(info, &type));
        long[] shape = new long[RankOf(info)];
        fixed (long* lengths = shape)
        {
            OnnxRuntime.Check(((delegate* unmanaged[Cdecl]<nint, long*, nuint, nint>)OnnxRuntime.Function(OnnxRuntimeFunction.GetDimensions))(
                info, lengths, (nuint)shape.Length));
        }

        return ((OnnxElementType)type, shape);
    }

    /// <summary>Reads the name that the model has for the length of the first axis, such as <c>n</c>.</summary>
    /// <param name="info">The runtime's object, which stays the caller's.</param>
    /// <returns>The name; empty where there is none.</returns>
    public static string NameOfFirst(nint info)
    {
        nint[] names = new nint[RankOf(info)];
        if (names.Length == 0)
        {
            return "";
        }

        fixed (nint* texts = names)
        {
            OnnxRuntime.Check(((delegate* unmanaged[Cdecl]<nint, nint*, nuint, nint>)OnnxRuntime.Function(OnnxRuntimeFunction.GetDimensionNames))(
                info, texts, (nuint)names.Length));
        }

        return NativeText.Read(names[0]) ?? "";
    }

    private static int RankOf(nint info)
    {
        nuint rank;
        OnnxRuntime.Check(((delegate* unmanaged[Cdecl]<nint, nuint*, nint>)OnnxRuntime.Function(OnnxRuntimeFunction.GetDimensionCount))(info, &rank));
        return (int)rank;
    }
}
