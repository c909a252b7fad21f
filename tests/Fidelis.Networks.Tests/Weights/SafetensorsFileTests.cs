using System.Buffers.Binary;
using System.Text;
using Fidelis.Networks.Weights;
using Fidelis.Numerics.Errors;
using Fidelis.Numerics.Randomness;
using Fidelis.Testing;

namespace Fidelis.Networks.Tests.Weights;

public sealed class SafetensorsFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private static readonly SafetensorsFile Sample = new(
        new Dictionary<string, string> { ["classes"] = "[\"a\",\"ä\"]", ["format"] = "x" },
        [
            new NamedTensor("a.weight", [2, 3], [1, -2, 3.5f, float.MinValue, float.Epsilon, -0f]),
            new NamedTensor("b", [], [42]),
            new NamedTensor("none", [0, 4], []),
        ]);

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Read_WrittenFile_GivesTheSameContent()
    {
        SafetensorsFile read = Parse(Bytes(Sample));
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
    [InlineData("{\"a\":{\"dtype\":\"F8_E4M3\",\"shape\":[8],\"data_offsets\":[0,8]}}", 8, "F8_E4M3")]
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
    public void Read_Header_IsReadOrRefused(string header, int valueBytes, string? complaint)
    {
        byte[] text = Encoding.UTF8.GetBytes(header);
        byte[] bytes = new byte[8 + text.Length + valueBytes];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, (ulong)text.Length);
        text.CopyTo(bytes, 8);
        if (complaint is null)
        {
            Parse(bytes);
            return;
        }

        InputException e = Assert.Throws<InputException>(() => Parse(bytes));
        Assert.Contains(complaint, e.Message);
        Assert.Contains("model.safetensors", e.Message);
    }

    [Theory]
    [InlineData(ulong.MaxValue)]
    [InlineData(100_000_001)]
    [InlineData(9)]
    public void Read_HeaderLengthTooLarge_IsRefused(ulong length)
    {
        byte[] bytes = new byte[16];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, length);
        Assert.Throws<InputException>(() => Parse(bytes));
    }

    [Fact]
    public void Read_EveryTruncation_IsRefused()
    {
        byte[] bytes = Bytes(Sample);
        for (int length = 0; length < bytes.Length; length++)
        {
            Assert.Throws<InputException>(() => Parse(bytes[..length]));
        }
    }

    [Fact]
    public void Read_RandomDamage_IsReadOrRefused()
    {
        const int Rounds = 20_000;
        byte[] bytes = Bytes(Sample);
        Xoshiro256 random = new(11);
        byte[] damaged = [.. Enumerable.Repeat(bytes, Rounds).SelectMany(valid => valid)];
        for (int round = 0; round < Rounds; round++)
        {
            for (int change = random.NextInt32(4); change >= 0; change--)
            {
                damaged[(round * bytes.Length) + random.NextInt32(bytes.Length)] = random.NextInt32(2) == 0
                    ? (byte)random.NextInt32(256)
                    : (byte)"{}[]\",:0123456789-e\\"[random.NextInt32(20)];
            }
        }

        // One file behind the other: to write each to the disk would take longer than to read it.
        using FileWindow files = FileWindow.Open(folder.Write("damaged.safetensors", damaged));
        int refused = Enumerable.Range(0, Rounds).Count(round => IsRefused(files.Slice((long)round * bytes.Length, bytes.Length)));

        // Damage to values passes; damage to the header, most of the file, does not. Nothing else may be thrown.
        Assert.InRange(refused, 5_000, 19_999);
    }

    [Fact]
    public void Read_NoFile_NamesIt()
    {
        InputException e = Assert.Throws<InputException>(() => SafetensorsFile.Read("no-such-file.safetensors"));
        Assert.Contains("no-such-file.safetensors", e.Message);
    }

    [Fact]
    public void Read_OtherTypes_AreRoundedToFloat32()
    {
        // Every type of the format that holds numbers: 1.5 or 1, and the smallest value of it that float32 can hold.
        (string Type, byte[] Bytes, float[] Values)[] tensors =
        [
            ("F64", [0, 0, 0, 0, 0, 0, 0xF8, 0x3F, 0x9A, 0x99, 0x99, 0x99, 0x99, 0x99, 0xB9, 0x3F], [1.5f, 0.1f]),
            ("F16", [0, 0x3E, 0, 0xFC], [1.5f, float.NegativeInfinity]),
            ("BF16", [0xC0, 0x3F, 0x80, 0xFF], [1.5f, float.NegativeInfinity]),
            ("I64", [1, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF], [1, -1]),
            ("I32", [1, 0, 0, 0, 0, 0, 0, 0x80], [1, int.MinValue]),
            ("I16", [1, 0, 0, 0x80], [1, short.MinValue]),
            ("I8", [1, 0x80], [1, sbyte.MinValue]),
            ("U8", [1, 0x80], [1, 128]),
            ("BOOL", [1, 0], [1, 0]),
        ];
        int place = 0;
        string[] entries = [.. tensors.Select(tensor => $"\"{tensor.Type}\":{{\"dtype\":\"{tensor.Type}\",\"shape\":[2],\"data_offsets\":[{place},{place += tensor.Bytes.Length}]}}")];
        byte[] header = Encoding.UTF8.GetBytes($"{{{string.Join(",", entries)}}}");

        SafetensorsFile file = Parse([.. BitConverter.GetBytes((ulong)header.Length), .. header, .. tensors.SelectMany(tensor => tensor.Bytes)]);

        Assert.All(tensors, tensor => Assert.Equal(tensor.Values, file.Tensors.Single(read => read.Name == tensor.Type).Values));
    }

    private static bool IsRefused(FileWindow file)
    {
        try
        {
            SafetensorsFile.Read(file);
            return false;
        }
        catch (InputException)
        {
            return true;
        }
    }

    private SafetensorsFile Parse(byte[] bytes) => SafetensorsFile.Read(folder.Write("model.safetensors", bytes));

    private static byte[] Bytes(SafetensorsFile file)
    {
        using MemoryStream stream = new();
        file.WriteTo(stream);
        return stream.ToArray();
    }
}
