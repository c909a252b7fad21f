using System.Text.Json;
using Fidelis.Features;
using Fidelis.Networks.Weights.Npz;
using Fidelis.Numerics.Errors;
using Fidelis.Testing;

namespace Fidelis.Tests.Features;

public sealed class FeatureFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private string File => Path.Combine(folder.Path, "x.npz");

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Write_FullSet_ReadsBack()
    {
        FeatureSet set = Set();
        FeatureFile.Write(File, set);
        FeatureSet read = FeatureFile.Read(File);

        Assert.Equal(set.Features!.Chunk(0).ToArray(), read.Features!.Chunk(0).ToArray());
        Assert.Equal(3, read.Features.Columns);
        Assert.Equal(set.Probabilities!.Chunk(0).ToArray(), read.Probabilities!.Chunk(0).ToArray());
        Assert.Equal(set.Paths, read.Paths);
        Assert.Equal(set.Labels, read.Labels);
        Assert.Equal(set.ClassNames, read.ClassNames);
        Assert.Equal(set.ProtocolText, read.ProtocolText);
        Assert.Equal(set.ProtocolHash, read.ProtocolHash);
    }

    [Fact]
    public void Write_SeveralChunks_WritesAllRows()
    {
        FeatureMatrixBuilder builder = new(2, 6);
        for (int i = 0; i < 10; i++)
        {
            builder.Append([i, -i]);
        }

        FeatureFile.Write(File, Set() with { Features = builder.Build(), Probabilities = null, ClassNames = [], Paths = [.. Enumerable.Range(0, 10).Select(i => $"{i}")], Labels = new string?[10] });

        Assert.Equal(Enumerable.Range(0, 10).SelectMany(i => new float[] { i, -i }), FeatureFile.Read(File).Features!.Chunk(0).ToArray());
    }

    [Fact]
    public void Write_EqualSets_GiveEqualFiles()
    {
        FeatureFile.Write(File, Set());
        byte[] first = System.IO.File.ReadAllBytes(File);
        FeatureFile.Write(File, Set());

        Assert.Equal(first, System.IO.File.ReadAllBytes(File));
    }

    [Fact]
    public void Write_FolderThatCannotBe_SaysSo()
    {
        string blocked = folder.Write("file", []);

        Assert.Contains("cannot be written", Assert.Throws<InputException>(() => FeatureFile.Write(Path.Combine(blocked, "x.npz"), Set())).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("features")]
    [InlineData("feats")]
    [InlineData("reps")]
    public void Read_FilesOfOthers_AreTakenWithUnknownProtocol(string key)
    {
        Write(writer =>
        {
            writer.Add("mu", NpyArray.From([1.0], 1));
            writer.Add(key, NpyArray.From([1.5, 2.5, 3.5, 4.5], 2, 2));
            writer.Add("labels", NpyArray.From([7L, 8L], 2));
        });
        FeatureSet set = FeatureFile.Read(File);

        Assert.Equal([1.5f, 2.5f, 3.5f, 4.5f], set.Features!.Chunk(0).ToArray());
        Assert.Null(set.Probabilities);
        Assert.Equal(["0", "1"], set.Paths);
        Assert.Equal(["7", "8"], set.Labels);
        Assert.Equal(FeatureSet.UnknownProtocol, set.ProtocolText);
        Assert.Equal("", set.ProtocolHash);
    }

    [Fact]
    public void Read_SeveralNamesOfFeatures_TakesTheFirstOfTheRule()
    {
        Write(writer =>
        {
            writer.Add("reps", NpyArray.From([1f], 1, 1));
            writer.Add("feats", NpyArray.From([2f], 1, 1));
            writer.Add("features", NpyArray.From([3f], 1, 1));
        });

        Assert.Equal(3f, FeatureFile.Read(File).Features!.Row(0)[0]);
    }

    [Fact]
    public void Read_FortranOrder_GivesTheRows()
    {
        Write(writer => writer.Add("features", new NpyHeader(NpyDataType.F4, IsFortranOrder: true, [3, 2]), stream =>
        {
            foreach (float value in new float[] { 1, 3, 5, 2, 4, 6 })
            {
                stream.Write(BitConverter.GetBytes(value));
            }
        }));

        Assert.Equal([1, 2, 3, 4, 5, 6], FeatureFile.Read(File).Features!.Chunk(0).ToArray());
    }

    [Fact]
    public void Read_NotFeatures_SaysWhatTheFileIs()
    {
        Write(writer => writer.Add("arr_0", NpyArray.From([1f], 1)));
        Assert.Contains("holds pictures", Message(), StringComparison.Ordinal);
        Write(writer =>
        {
            writer.Add("mu", NpyArray.From([1.0], 1));
            writer.Add("sigma", NpyArray.From([1.0], 1, 1));
        });
        Assert.Contains("holds statistics", Message(), StringComparison.Ordinal);
        Write(writer => writer.Add("weights", NpyArray.From([1.0], 1)));
        Assert.Contains("holds weights.", Message(), StringComparison.Ordinal);
        Write(_ => { });
        Assert.Contains("holds nothing.", Message(), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_PartsThatDoNotBelongTogether_AreRefused()
    {
        NpyArray features = NpyArray.From([1f, 2f, 3f, 4f], 2, 2);
        (string Key, NpyArray Part, string Reason)[] cases =
        [
            ("probabilities", NpyArray.From([1f, 0f], 1, 2), "as many rows of probabilities"),
            ("paths", NpyArray.From(["a"], 1), "one entry for each of the 2 images"),
            ("labels", NpyArray.From(["a", "b"], 2, 1), "one entry for each of the 2 images"),
            ("labels", NpyArray.From([1.5, 2.5], 2), "whole numbers"),
            ("protocol", NpyArray.From(["no json"]), "must be a JSON text"),
            ("protocol", NpyArray.From(["{}"]), "must be a JSON text"),
            ("protocol", NpyArray.From(["{\"text\":\"a\",\"hash\":\"0000000000000000\",\"classes\":[]}"]), "must be a JSON text"),
            ("protocol", NpyArray.From(["{\"text\":\"\\ud800\",\"hash\":\"\",\"classes\":[]}"]), "must be a JSON text"),
        ];
        foreach ((string key, NpyArray part, string reason) in cases)
        {
            Write(writer =>
            {
                writer.Add("features", features);
                writer.Add(key, part);
            });

            Assert.Contains(reason, Message(), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(new long[] { 4 })]
    [InlineData(new long[] { 1, 2, 2 })]
    [InlineData(new long[] { 0, 4 })]
    [InlineData(new long[] { 4, 0 })]
    [InlineData(new long[0])]
    public void Read_ShapesThatAreNoRows_AreRefused(long[] shape)
    {
        Write(writer => writer.Add("features", NpyArray.From(new float[shape.Aggregate(1L, (a, b) => a * b)], shape)));

        Assert.Contains("one row for each image", Message(), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_MutatedFile_ReadsOrRefuses()
    {
        FeatureFile.Write(File, Set());
        byte[] original = System.IO.File.ReadAllBytes(File);
        Random random = new(4);
        int refused = 0;
        for (int round = 0; round < 200; round++)
        {
            byte[] bytes = [.. original];
            bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
            System.IO.File.WriteAllBytes(File, bytes);
            try
            {
                FeatureFile.Read(File);
            }
            catch (InputException)
            {
                refused++;
            }
        }

        // Most bytes lie in arrays whose checksum then fails; the rest are names, times and attributes.
        Assert.InRange(refused, 120, 200);
    }

    [Theory]
    [InlineData(new[] { "features", "mu", "sigma", "arr_0" }, NpzContent.Features, new[] { NpzContent.Images, NpzContent.Statistics })]
    [InlineData(new[] { "mu", "sigma", "train_images" }, NpzContent.Images, new[] { NpzContent.Statistics })]
    [InlineData(new[] { "mu", "sigma" }, NpzContent.Statistics, new NpzContent[0])]
    [InlineData(new[] { "arr_0", "mu", "sigma", "mu_s", "sigma_s" }, NpzContent.Images, new[] { NpzContent.Statistics, NpzContent.SpatialStatistics })]
    [InlineData(new[] { "mu", "sigma", "mu_s", "sigma_s" }, NpzContent.Statistics, new[] { NpzContent.SpatialStatistics })]
    [InlineData(new[] { "mu_s", "sigma_s" }, NpzContent.Unknown, new NpzContent[0])]
    [InlineData(new[] { "mu" }, NpzContent.Unknown, new NpzContent[0])]
    [InlineData(new string[0], NpzContent.Unknown, new NpzContent[0])]
    public void Detect_Keys_DecideInTheOrderOfTheRule(string[] keys, NpzContent content, NpzContent[] others)
    {
        Write(writer => Array.ForEach(keys, key => writer.Add(key, NpyArray.From([1.0], 1))));
        NpzKind kind = NpzKind.Detect(File);

        Assert.Equal(content, kind.Content);
        Assert.Equal(others, kind.Others);
    }

    [Fact]
    public void Write_ProtocolRecord_IsPlainJson()
    {
        FeatureFile.Write(File, Set());
        using NpzFile file = NpzFile.Open(File);
        using JsonDocument json = JsonDocument.Parse(file.Read("protocol").ToTexts()[0]);

        Assert.Equal("decode -> größer", json.RootElement.GetProperty("text").GetString());
        Assert.Equal(["p", "q"], json.RootElement.GetProperty("classes").EnumerateArray().Select(name => name.GetString()));
    }

    private static FeatureSet Set()
    {
        const string text = "decode -> größer";
        return new FeatureSet(
            new FeatureMatrix(3, [1, 2, 3, float.NaN, 5, -0f]),
            new FeatureMatrix(2, [0.25f, 0.75f, 1, 0]),
            ["a/ä.png", "b/\U0001F9EA.png"],
            ["a", null],
            text,
            Protocol.HashOf(text),
            ["p", "q"]);
    }

    private string Message() => Assert.Throws<InputException>(() => FeatureFile.Read(File)).Message;

    private void Write(Action<NpzWriter> write) => NpzWriter.Write(File, write);
}
