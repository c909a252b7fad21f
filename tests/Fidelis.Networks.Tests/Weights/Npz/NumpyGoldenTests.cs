using System.Text.Json;
using Fidelis.Networks.Weights.Npz;
using Fidelis.Numerics.Errors;
using Fidelis.Testing;

namespace Fidelis.Networks.Tests.Weights.Npz;

/// <summary>Reads what NumPy wrote and writes what NumPy would write.</summary>
public sealed class NumpyGoldenTests
{
    private static readonly JsonElement Data = Golden.Load("npz", "numpy");

    [Fact]
    public void Read_NumbersOfEveryTypeAndOrder_GiveTheValues()
    {
        foreach (JsonElement number in Data.GetProperty("numbers").EnumerateArray())
        {
            using TemporaryFile temporary = new(number.GetProperty("npz").GetBytesFromBase64());
            using NpzFile file = NpzFile.Open(temporary.Path);
            NpyArray array = file.Read("x");

            Assert.Equal(["x"], file.Keys);
            Assert.Equal([3, 4], array.Header.Shape);
            Assert.Equal(number.GetProperty("fortran").GetBoolean(), array.Header.IsFortranOrder);

            // NumPy converted each element to float64, which holds every value of every type here: the values are equal.
            Assert.Equal(number.GetProperty("values").Doubles(), array.ToDoubles());
            Assert.Equal(number.GetProperty("values").Doubles().Select(value => (float)value), array.ToSingles());
            if (array.Header.DataType.Kind != 'f')
            {
                Assert.Equal(number.GetProperty("values").Doubles().Select(value => (long)value), array.ToInt64s());
            }
        }
    }

    [Fact]
    public void Read_FortranOrderOfThreeAxes_GivesRowMajor()
    {
        using TemporaryFile temporary = new(Data.GetProperty("deep").GetProperty("npz").GetBytesFromBase64());
        using NpzFile file = NpzFile.Open(temporary.Path);

        Assert.Equal(Data.GetProperty("deep").GetProperty("values").Doubles(), file.Read("x").ToDoubles());
    }

    [Fact]
    public void Read_SingleValues_GiveOneElement()
    {
        using TemporaryFile temporary = new(Data.GetProperty("scalar").GetProperty("npz").GetBytesFromBase64());
        using NpzFile file = NpzFile.Open(temporary.Path);

        Assert.Equal([42L], file.Read("n").ToInt64s());
        Assert.Empty(file.Read("n").Header.Shape);
        Assert.Equal(["{}"], file.Read("text").ToTexts());
    }

    [Fact]
    public void Read_UnicodeOfBothByteOrders_GivesTheTexts()
    {
        using TemporaryFile temporary = new(Data.GetProperty("texts").GetProperty("npz").GetBytesFromBase64());
        using NpzFile file = NpzFile.Open(temporary.Path);
        string[] expected = [.. Data.GetProperty("texts").GetProperty("values").EnumerateArray().Select(text => text.GetString()!)];

        Assert.Equal(expected, file.Read("little").ToTexts());
        Assert.Equal(expected, file.Read("big").ToTexts());
    }

    [Fact]
    public void ReadHeader_EveryVersion_IsUnderstood()
    {
        foreach (JsonElement version in Data.GetProperty("versions").EnumerateArray())
        {
            byte[] bytes = version.GetProperty("npy").GetBytesFromBase64();
            NpyHeader header = NpyHeader.Read(new MemoryStream(bytes), "x", out int headerBytes);

            Assert.Equal(version.GetProperty("version").GetInt32(), bytes[6]);
            Assert.Equal([5], header.Shape);
            Assert.Equal(header.DataBytes, bytes.Length - headerBytes);
        }
    }

    [Fact]
    public void WriteHeader_ShapesOfAllKinds_EqualsNumpyByteForByte()
    {
        foreach (JsonElement header in Data.GetProperty("headers").EnumerateArray())
        {
            using MemoryStream stream = new();
            long[] shape = [.. header.GetProperty("shape").Integers().Select(length => (long)length)];
            new NpyHeader(NpyDataType.F4, header.GetProperty("fortran").GetBoolean(), shape).Write(stream);

            Assert.Equal(header.GetProperty("bytes").GetBytesFromBase64(), stream.ToArray());
        }
    }

    [Theory]
    [InlineData("objects", "Python objects")]
    [InlineData("structures", "structures")]
    public void Read_ElementsThatAreNoNumbers_AreRefused(string name, string reason)
    {
        using TemporaryFile temporary = new(Data.GetProperty(name).GetBytesFromBase64());
        using NpzFile file = NpzFile.Open(temporary.Path);

        Assert.Contains(reason, Assert.Throws<InputException>(() => file.Read("x")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_MutatedFiles_ReadOrRefuse()
    {
        // Every byte of these files decides something; whatever becomes of them, the reader reads or says what is wrong.
        byte[][] files =
        [
            Data.GetProperty("numbers")[2].GetProperty("npz").GetBytesFromBase64(),
            Data.GetProperty("texts").GetProperty("npz").GetBytesFromBase64(),
            Data.GetProperty("scalar").GetProperty("npz").GetBytesFromBase64(),
        ];
        Random random = new(20260101);
        using TemporaryFile temporary = new();
        int refused = 0;
        for (int round = 0; round < 1000; round++)
        {
            byte[] bytes = [.. files[round % files.Length]];
            for (int change = random.Next(1, 4); change > 0; change--)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }

            File.WriteAllBytes(temporary.Path, random.Next(4) == 0 ? bytes[..random.Next(bytes.Length)] : bytes);
            try
            {
                using NpzFile file = NpzFile.Open(temporary.Path);
                foreach (string key in file.Keys)
                {
                    NpyArray array = file.Read(key);
                    _ = array.Header.DataType.IsText ? array.ToTexts().Length : array.ToDoubles().Length;
                }
            }
            catch (InputException)
            {
                refused++;
            }
        }

        Assert.InRange(refused, 300, 1000);
    }
}
