using Fidelis.Networks.Weights.Protobuf;

namespace Fidelis.Onnx.Model;

/// <summary>Reads what an ONNX file says about its inputs and outputs.</summary>
internal static class OnnxValueReader
{
    /// <summary>Reads a description of a tensor.</summary>
    /// <param name="value">The message.</param>
    /// <returns>Name, type and shape, as far as the file tells.</returns>
    public static OnnxValue Read(ProtobufReader value)
    {
        string name = "";
        OnnxElementType type = OnnxElementType.Undefined;
        List<long>? shape = null;
        while (value.Next())
        {
            // ValueInfoProto: 1 name, 2 type. TypeProto: 1 tensor_type. TypeProto.Tensor: 1 elem_type, 2 shape.
            if (value.Field == 1)
            {
                name = value.Text;
            }
            else if (value.Field == 2)
            {
                ProtobufReader kind = value.Message;
                while (kind.Next())
                {
                    if (kind.Field != 1)
                    {
                        continue;
                    }

                    ProtobufReader tensor = kind.Message;
                    while (tensor.Next())
                    {
                        if (tensor.Field == 1)
                        {
                            type = (OnnxElementType)(int)Math.Min(tensor.Number, int.MaxValue);
                        }
                        else if (tensor.Field == 2)
                        {
                            shape = ReadShape(tensor.Message);
                        }
                    }
                }
            }
        }

        return new OnnxValue(name, type, shape);
    }

    private static List<long> ReadShape(ProtobufReader shape)
    {
        List<long> lengths = [];
        while (shape.Next())
        {
            // TensorShapeProto: 1 dim. Dimension: 1 dim_value, 2 dim_param.
            if (shape.Field == 1)
            {
                ProtobufReader axis = shape.Message;
                long length = -1;
                while (axis.Next())
                {
                    length = axis.Field == 1 && (long)axis.Number > 0 ? (long)axis.Number : length;
                }

                lengths.Add(length);
            }
        }

        return lengths;
    }
}
