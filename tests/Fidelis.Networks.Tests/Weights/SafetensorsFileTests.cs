using System.Buffers.Binary;
using System.Text;
using Fidelis.Networks.Weights;
using Fidelis.Numerics.Errors;
using Fidelis.Numerics.Randomness;

namespace Fidelis.Networks.Tests.Weights;

public sealed class SafetensorsFileTests
{
    private static readonly SafetensorsFile Sample = new(
        new Dictionary<string, string> { ["classes"] = "[\"a\",\"ä\"]", ["format"] = "x" },
        [
            new NamedTensor("a.weight", [2, 3], [1, -2, 3.5f, float.MinValue, float.Epsilon, -0f]),
            new NamedTensor("b", [], [42]),
            new NamedTensor("none", [0, 4], []),
        ]);

    [Fact]
    public void Parse_WrittenFile_GivesTheSameContent()
    {
        SafetensorsFile read = SafetensorsFile.Parse(Bytes(Sample), "x");
        Assert.Equal(Sample.Metadata, read.Metadata);
        Assert.Equal(Sample.Tensors.Select(t => t.Name), read.Tensors.Select(t => t.Name));
        for (int i = 0; i < Sample.Tensors.Count; i++)
        {
            Assert.Equal(Sample.Tensors[i].Shape, read.Tensors[i].Shape);
            Assert.Equal(Array.ConvertAll(Sample.Tensors[i].Values, BitConverter.SingleToInt32Bits), Array.ConvertAll(read.Tensors[i].Values, BitConverter.SingleToInt32Bits));
        }
    }

    [Fact]
    public void WriteTo_SameContent_GivesTheSameBytes()
    {
        SafetensorsFile reversed = new(Sample.Metadata.Reverse().ToDictionary(), [.. Sample.Tensors.Reverse()]);
        Assert.Equal(Bytes(Sample), Bytes(reversed));
    }

    [Fact]
    public void WriteTo_Layout_IsThatOfTheFormat()
    {
        byte[] bytes = Bytes(Sample);
        int header = (int)BinaryPrimitives.ReadUInt64LittleEndian(bytes);
        string text = Encoding.UTF8.GetString(bytes, 8, header);
        Assert.Equal(0, header % 8);
        Assert.StartsWith("{\"__metadata__\":{", text);
        Assert.Contains("\"a.weight\":{\"dtype\":\"F32\",\"shape\":[2,3],\"data_offsets\":[0,24]}", text);
        Assert.Equal(8 + header + 28, bytes.Length);
        Assert.Equal(42f, BinaryPrimitives.ReadSingleLittleEndian(bytes.AsSpan(8 + header + 24)));
    }

    [Theory]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}", 8, null)]
    [InlineData("{}", 0, null)]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}", 4, "outside")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}", 12, "follow")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[3],\"data_offsets\":[0,8]}}", 8, "needs 12 bytes")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[-2],\"data_offsets\":[0,8]}}", 8, "shape [-2]")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[65536,65536,65536,65536],\"data_offsets\":[0,8]}}", 8, "shape")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[2.5],\"data_offsets\":[0,8]}}", 8, "shape")]
    [InlineData("{\"a\":{\"dtype\":\"F16\",\"shape\":[4],\"data_offsets\":[0,8]}}", 8, "F16")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[8,0]}}", 8, "outside")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[-8,0]}}", 8, "outside")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,9223372036854775807]}}", 8, "outside")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]},\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[8,16]}}", 16, "two tensors")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]},\"b\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[4,12]}}", 12, "begins at 4")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[4,12]}}", 12, "begins at 4")]
    [InlineData("{\"a\":{\"shape\":[2],\"data_offsets\":[0,8]}}", 8, "lacks")]
    [InlineData("{\"a\":7}", 0, "lacks")]
    [InlineData("[]", 0, "no JSON object")]
    [InlineData("{\"a\":", 0, "no valid JSON")]
    [InlineData("", 0, "no valid JSON")]
    [InlineData("{\"__metadata__\":{\"a\":1}}", 0, "metadata")]
    [InlineData("{\"__metadata__\":{\"a\":\"1\",\"a\":\"2\"}}", 0, "metadata")]
    [InlineData("{\"__metadata__\":[]}", 0, "metadata")]
    [InlineData("{\"__metadata__\":{},\"__metadata__\":{}}", 0, "__metadata__")]
    public void Parse_Header_IsReadOrRefused(string header, int valueBytes, string? complaint)
    {
        byte[] text = Encoding.UTF8.GetBytes(header);
        byte[] bytes = new byte[8 + text.Length + valueBytes];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, (ulong)text.Length);
        text.CopyTo(bytes, 8);
        if (complaint is null)
        {
            SafetensorsFile.Parse(bytes, "model.safetensors");
            return;
        }

        InputException e = Assert.Throws<InputException>(() => SafetensorsFile.Parse(bytes, "model.safetensors"));
        Assert.Contains(complaint, e.Message);
        Assert.Contains("model.safetensors", e.Message);
    }

    [Theory]
    [InlineData(ulong.MaxValue)]
    [InlineData(100_000_001)]
    [InlineData(9)]
    public void Parse_HeaderLengthTooLarge_IsRefused(ulong length)
    {
        byte[] bytes = new byte[16];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, length);
        Assert.Throws<InputException>(() => SafetensorsFile.Parse(bytes, "x"));
    }

    [Fact]
    public void Parse_EveryTruncation_IsRefused()
    {
        byte[] bytes = Bytes(Sample);
        for (int length = 0; length < bytes.Length; length++)
        {
            Assert.Throws<InputException>(() => SafetensorsFile.Parse(bytes.AsSpan(0, length), "x"));
        }
    }

    [Fact]
    public void Parse_RandomDamage_IsReadOrRefused()
    {
        byte[] bytes = Bytes(Sample);
        Xoshiro256 random = new(11);
        int refused = 0;
        for (int round = 0; round < 20_000; round++)
        {
            byte[] damaged = [.. bytes];
            for (int change = random.NextInt32(4); change >= 0; change--)
            {
                damaged[random.NextInt32(damaged.Length)] = random.NextInt32(2) == 0
                    ? (byte)random.NextInt32(256)
                    : (byte)"{}[]\",:0123456789-e\\"[random.NextInt32(20)];
            }

            try
            {
                SafetensorsFile.Parse(damaged, "x");
            }
            catch (InputException)
            {
                refused++;
            }
        }

        // Damage to values passes; damage to the header, most of the file, does not. Nothing else may be thrown.
        Assert.InRange(refused, 5_000, 19_999);
    }

    [Fact]
    public void Read_NoFile_NamesIt()
    {
        InputException e = Assert.Throws<InputException>(() => SafetensorsFile.Read("no-such-file.safetensors"));
        Assert.Contains("no-such-file.safetensors", e.Message);
    }

    private static byte[] Bytes(SafetensorsFile file)
    {
        using MemoryStream stream = new();
        file.WriteTo(stream);
        return stream.ToArray();
    }
}
