using System.Globalization;
using Fidelis.Networks.Weights.Protobuf;
using Fidelis.Numerics.Errors;

namespace Fidelis.Onnx.Model;

/// <summary>Reads what a TensorProto declares, and checks that the file holds as many values as it claims before anybody reserves memory for them.</summary>
internal static class OnnxTensorReader
{
    private const int ExternalLocation = 1;

    /// <summary>Reads a tensor.</summary>
    /// <param name="tensor">The message.</param>
    /// <param name="source">The file as messages name it.</param>
    /// <returns>The tensor's declaration.</returns>
    /// <exception cref="InputException">The tensor is damaged.</exception>
    public static OnnxConstant Read(ProtobufReader tensor, string source)
    {
        List<long> shape = [];
        OnnxElementType type = OnnxElementType.Undefined;
        string name = "";
        long? rawBytes = null;
        long typedBytes = 0;
        bool isExternal = false;
        Dictionary<string, string> place = new(StringComparer.Ordinal);
        while (tensor.Next())
        {
            // TensorProto: 1 dims, 2 data_type, 4 to 7, 10, 11 lists of values by type, 8 name, 9 raw_data, 13 external_data, 14 data_location.
            switch (tensor.Field)
            {
                case 1 when tensor.IsContent:
                    tensor.ReadPacked(shape);
                    break;
                case 1:
                    shape.Add((long)tensor.Number);
                    break;
                case 2:
                    type = (OnnxElementType)(int)Math.Min(tensor.Number, int.MaxValue);
                    break;
                case 4 or 5 or 6 or 7 or 10 or 11:
                    typedBytes += tensor.IsContent ? Math.Max(tensor.Content.Length, 1) : 1;
                    break;
                case 8:
                    name = tensor.Text;
                    break;
                case 9:
                    rawBytes = tensor.Content.Length;
                    break;
                case 13:
                    ReadPlace(tensor.Message, place);
                    break;
                case 14:
                    isExternal = tensor.Number == ExternalLocation;
                    break;
            }
        }

        long count = Count(shape, name, source);
        if (!isExternal)
        {
            RequireValues(count, type, rawBytes, typedBytes, name, source);
        }

        return new OnnxConstant(name, type, shape, isExternal ? ExternalOf(place, name, source) : null);
    }

    private static long Count(List<long> shape, string name, string source)
    {
        // Beyond a terabyte of values it is enough to know that there are too many.
        Int128 count = 1;
        foreach (long length in shape)
        {
            count = length >= 0 ? Int128.Min(count * length, (Int128)1 << 40) : throw Damaged(name, source, "has an axis of negative length");
        }

        return count < (Int128)1 << 40
            ? (long)count
            : throw Damaged(name, source, $"claims the impossible shape [{string.Join(", ", shape)}]");
    }

    private static void RequireValues(long count, OnnxElementType type, long? rawBytes, long typedBytes, string name, string source)
    {
        // Half a byte is the smallest value that ONNX has. Lists hold at least a byte for each value, or the two halves of one.
        long bits = type switch
        {
            OnnxElementType.Float32 => 32,
            OnnxElementType.Float16 => 16,
            OnnxElementType.Float64 or OnnxElementType.Int64 => 64,
            OnnxElementType.UInt8 => 8,
            _ => 2,
        };
        bool isWhole = rawBytes is { } bytes
            ? bits >= 8 ? bytes == count * (bits / 8) : bytes >= ((count * bits) + 7) / 8
            : typedBytes >= (bits >= 8 ? count : ((count * bits) + 7) / 8);
        if (!isWhole)
        {
            throw Damaged(name, source, string.Create(CultureInfo.InvariantCulture, $"claims {count} values but holds {rawBytes ?? typedBytes} bytes"));
        }
    }

    private static void ReadPlace(ProtobufReader entry, Dictionary<string, string> place)
    {
        string key = "";
        string value = "";
        while (entry.Next())
        {
            if (entry.Field == 1)
            {
                key = entry.Text;
            }
            else if (entry.Field == 2)
            {
                value = entry.Text;
            }
        }

        place[key] = value;
    }

    private static ExternalData ExternalOf(Dictionary<string, string> place, string name, string source)
    {
        long offset = 0;
        long length = 0;
        bool hasLength = place.TryGetValue("length", out string? lengthText);
        return place.TryGetValue("location", out string? location)
            && (!place.TryGetValue("offset", out string? offsetText) || long.TryParse(offsetText, NumberStyles.None, CultureInfo.InvariantCulture, out offset))
            && (!hasLength || long.TryParse(lengthText, NumberStyles.None, CultureInfo.InvariantCulture, out length))
            ? new ExternalData(location, offset, hasLength ? length : null)
            : throw Damaged(name, source, "does not say where its external values are");
    }

    private static InputException Damaged(string name, string source, string how) =>
        new($"The model '{source}' is damaged: its constant '{Printable.Of(name)}' {how}.");
}
