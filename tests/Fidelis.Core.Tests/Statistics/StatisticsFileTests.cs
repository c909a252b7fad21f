using System.Text.Json;
using Fidelis.Features;
using Fidelis.Metrics;
using Fidelis.Networks.Weights.Npz;
using Fidelis.Numerics.Errors;
using Fidelis.Numerics.LinearAlgebra;
using Fidelis.Statistics;
using Fidelis.Testing;

namespace Fidelis.Tests.Statistics;

public sealed class StatisticsFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private string File => Path.Combine(folder.Path, "s.npz");

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Read_FilesAsPytorchFidSavesThem_GiveItsScore()
    {
        JsonElement golden = Golden.Load("metrics", "fid");
        SetStatistics Load(string name) => SetStatistics.Of(
            name, StatisticsFile.Read(folder.Write(name + ".npz", Convert.FromBase64String(golden.GetProperty("statistics").GetProperty(name).GetString()!))));

        SetStatistics reference = Load("a");
        double fid = new FrechetInceptionDistance().Compute(reference, Load("b"), MetricSettings.Default).Value;

        // The script's square root of a matrix is good to 1e-13 here.
        NumericAssert.Close(golden.GetProperty("fullRank").GetProperty("sqrtm").GetDouble(), fid, 0, 1e-11);
        Assert.Null(reference.Count);
        NumericAssert.Close(golden.GetProperty("statistics").GetProperty("mu").Doubles(), reference.Mean, 0);
    }

    [Fact]
    public void Write_ThenRead_KeepsEveryDigitUnderTheNamesThatOthersRead()
    {
        FeatureStatistics statistics = Example() with { ProtocolText = "größe -> x", ProtocolHash = Protocol.HashOf("größe -> x") };
        StatisticsFile.Write(File, statistics);

        FeatureStatistics read = StatisticsFile.Read(File);
        Assert.Equal(statistics.Mean, read.Mean);
        Assert.Equal(statistics.Covariance.Data, read.Covariance.Data);
        Assert.Equal((statistics.Count, statistics.ProtocolText, statistics.ProtocolHash), (read.Count, read.ProtocolText, read.ProtocolHash));
        using NpzFile file = NpzFile.Open(File);
        Assert.Equal(["mu", "sigma", "n", "protocol"], file.Keys);
        Assert.Equal(NpyDataType.F8, file.Read("mu").Header.DataType);
        Assert.Equal([3, 3], file.Read("sigma").Header.Shape);
        Assert.Empty(file.Read("n").Header.Shape);
    }

    [Fact]
    public void Read_CountThatNobodyHas_IsRefused()
    {
        StatisticsFile.Write(File, Example() with { Count = long.MaxValue });

        Assert.Contains("'n' must be one number", Assert.Throws<InputException>(() => StatisticsFile.Read(File)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2, "no negative eigenvalues")]
    [InlineData(1e200, "beyond the largest number")]
    public void Compute_StatisticsThatNoImagesHave_AreRefusedByName(double covariance, string part)
    {
        // [[1, 2], [2, 1]] has the eigenvalues 3 and -1 behind variances that look well.
        Matrix sigma = covariance > 2 ? new(2, 2, [1, 0, 0, 1]) : new(2, 2, [1, covariance, covariance, 1]);
        FeatureStatistics strange = new([covariance, 0], sigma, 9, FeatureSet.UnknownProtocol, "");
        FeatureStatistics plain = new([0, 0], new(2, 2, [1, 0, 0, 1]), 9, FeatureSet.UnknownProtocol, "");

        string message = Assert.Throws<InputException>(() => new FrechetInceptionDistance().Compute(
            SetStatistics.Of("plain", plain), SetStatistics.Of("strange", strange), MetricSettings.Default)).Message;
        Assert.Contains("'strange'", message, StringComparison.Ordinal);
        Assert.Contains(part, message, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_UnknownCountAndProtocol_LeavesThemOut()
    {
        StatisticsFile.Write(File, Example() with { Count = null });

        using NpzFile file = NpzFile.Open(File);
        Assert.Equal(["mu", "sigma"], file.Keys);
    }

    [Theory]
    [InlineData("sigma", "must hold 'mu' and 'sigma'")]
    [InlineData("mu", "must hold 'mu' and 'sigma'")]
    public void Read_APartMissing_SaysWhatThereIs(string missing, string expected)
    {
        NpzWriter.Write(File, writer =>
        {
            foreach (string key in ((string[])["mu", "sigma"]).Where(key => key != missing))
            {
                writer.Add(key, NpyArray.From(new double[1], 1));
            }
        });

        Assert.Contains(expected, Assert.Throws<InputException>(() => StatisticsFile.Read(File)).Message);
    }

    [Theory]
    [InlineData(new double[] { 1, 2 }, new double[] { 1, 0, 0 }, "must be [d] and")]
    [InlineData(new double[] { 1 }, new double[] { 1, 0, 0, 1 }, "must be [d] and")]
    [InlineData(new double[] { 1, double.NaN }, new double[] { 1, 0, 0, 1 }, "finite")]
    [InlineData(new double[] { 1, 2 }, new double[] { double.NaN, 0, 0, 1 }, "finite")]
    [InlineData(new double[] { 1, 2 }, new double[] { 1, 0.5, 0.4, 1 }, "symmetric")]
    [InlineData(new double[] { 1, 2 }, new double[] { 1, 0, 0, -1 }, "symmetric")]
    public void Read_NoCovariance_IsRefused(double[] mean, double[] covariance, string expected)
    {
        long side = (long)Math.Sqrt(covariance.Length);
        NpzWriter.Write(File, writer =>
        {
            writer.Add("mu", NpyArray.From(mean, mean.Length));
            writer.Add("sigma", side * side == covariance.Length ? NpyArray.From(covariance, side, side) : NpyArray.From(covariance, covariance.Length));
        });

        Assert.Contains(expected, Assert.Throws<InputException>(() => StatisticsFile.Read(File)).Message);
    }

    [Fact]
    public void Read_BadCount_IsRefused()
    {
        NpzWriter.Write(File, writer =>
        {
            writer.Add("mu", NpyArray.From([1.0], 1));
            writer.Add("sigma", NpyArray.From([1.0], 1, 1));
            writer.Add("n", NpyArray.From([1L]));
        });

        Assert.Contains("at least 2 images", Assert.Throws<InputException>(() => StatisticsFile.Read(File)).Message);
    }

    [Fact]
    public void Read_DamagedBytes_ReadsOrRefuses()
    {
        StatisticsFile.Write(File, Example());
        byte[] whole = System.IO.File.ReadAllBytes(File);
        Random random = new(3);
        for (int i = 0; i < 300; i++)
        {
            byte[] damaged = whole[..(i % 3 == 0 ? random.Next(whole.Length) : whole.Length)];
            for (int k = random.Next(1, 4); k > 0 && damaged.Length > 0; k--)
            {
                damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            }

            System.IO.File.WriteAllBytes(File, damaged);
            Exception? e = Record.Exception(() => StatisticsFile.Read(File));
            Assert.True(e is null or InputException, $"Damage {i}: {e}");
        }
    }

    private static FeatureStatistics Example() => FeatureStatistics.Of(SampleRows.Of(new Matrix(20, 3, Lcg.Values(4, 60))));
}
