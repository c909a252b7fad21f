using System.Globalization;
using System.Text.Json.Nodes;
using Fidelis.Imaging.Encoding;
using Fidelis.Imaging.Pixels;
using Fidelis.Networks.Weights.Npz;
using Fidelis.Testing;

namespace Fidelis.Cli.Tests.Commands;

public sealed partial class PairsVerbTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private string Real => Path.Combine(folder.Path, "real");

    private string Fake => Path.Combine(folder.Path, "fake");

    private string Out => Path.Combine(folder.Path, "run.json");

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Pairs_TwoFolders_WritesTablesRunFileValuesAndCsv()
    {
        Draw("real", "a/1.png", "a/2.png", "b/3.png");
        Draw("fake", 7, "b/3.bmp", "a/1.png", "a/2.png");
        string csv = Path.Combine(folder.Path, "x.csv");

        CommandRun run = await Run("--metrics", "all", "--out", Out, "--csv", csv);

        Assert.True(run.ExitCode == ExitCodes.Success, run.Progress);
        Assert.Matches(@"mse ↓ +49 ", run.Output);
        Assert.Matches(@"rmse ↓ +7 ", run.Output);
        Assert.Matches(@"worst by ms-ssim +generated", run.Output);
        Assert.Contains("ms-ssim looks at 2 of its 5 scales", run.Output);
        Assert.Contains("protocol: decode to 8-bit RGB -> sizes as they are -> levels of 0..255, channel by channel [", run.Output);

        JsonNode root = JsonNode.Parse(File.ReadAllText(Out))!;
        Assert.Equal("pairs", root["kind"]!.GetValue<string>());
        Assert.Equal(3, root["inputs"]!["reference"]!["images"]!.GetValue<int>());
        Assert.Equal("run.images.npz", root["result"]!["values"]!.GetValue<string>());
        Assert.Equal(["ms-ssim", "mse", "psnr", "rmse", "ssim"], root["result"]!["metrics"]!.AsArray().Select(metric => metric!["id"]!.GetValue<string>()));
        JsonNode mse = root["result"]!["metrics"]![1]!;
        Assert.Equal(49, mse["value"]!.GetValue<double>());
        Assert.Equal([3, 3], mse["n"]!.AsArray().Select(n => n!.GetValue<int>()));
        Assert.Equal("student-t", mse["intervalMethod"]!.GetValue<string>());
        Assert.Equal("wang", root["result"]!["metrics"]![4]!["options"]!["convention"]!.GetValue<string>());

        using NpzFile values = NpzFile.Open(Path.Combine(folder.Path, "run.images.npz"));
        Assert.Equal(["a/1.png", "a/2.png", "b/3.png"], values.Read("reference").ToTexts());
        Assert.Equal(["a/1.png", "a/2.png", "b/3.bmp"], values.Read("generated").ToTexts());
        Assert.Equal([24, 30, 24, 30, 24, 30], values.Read("size").ToInt64s());
        Assert.Equal(["a", "a", "b"], values.Read("labels").ToTexts());
        Assert.Equal([49.0, 49, 49], values.Read("mse").ToDoubles());
        double[] similarity = values.Read("ssim").ToDoubles();

        string[] rows = File.ReadAllLines(csv);
        Assert.Equal("reference,generated,class,width,height,ms-ssim,mse,psnr,rmse,ssim", rows[0]);
        Assert.Equal(4, rows.Length);
        Assert.StartsWith("b/3.png,b/3.bmp,b,24,30,", rows[3]);
        Assert.EndsWith("," + similarity[2].ToString("R", CultureInfo.InvariantCulture), rows[3]);
    }

    [Fact]
    public async Task Pairs_EqualImages_AreInfiniteInTheRunFileAndSaidToBeEqual()
    {
        Draw("real", "1.png", "2.png");
        Draw("fake", "1.png", "2.png");

        CommandRun run = await Run("--json");

        Assert.Equal(ExitCodes.Success, run.ExitCode);
        JsonNode result = JsonNode.Parse(run.Output)!["result"]!;
        Assert.Equal(["0", "Infinity", "1"], result["metrics"]!.AsArray().Select(metric => metric!["value"]!.ToString()));
        Assert.Equal("Infinity", result["metrics"]![1]!["details"]!["pooled"]!.GetValue<string>());
        Assert.Null(result["metrics"]![1]!["interval"]);
        Assert.Null(result["values"]);
        Assert.Equal(2, result["equalPairs"]!.GetValue<int>());
        Assert.Contains("All 2 pairs are equal in every pixel", run.Output);
    }

    [Fact]
    public async Task Pairs_Threads_ChangeNoDigit()
    {
        string[] names = [.. Enumerable.Range(0, 40).Select(i => $"{i}.png")];
        Draw("real", names);
        Draw("fake", 31, names);

        string[] files = [Path.Combine(folder.Path, "1.json"), Path.Combine(folder.Path, "2.json")];
        foreach ((string file, string threads) in files.Zip((string[])["1", "5"]))
        {
            Assert.Equal(ExitCodes.Success, (await Run("--metrics", "all", "--threads", threads, "--out", file)).ExitCode);
        }

        Assert.Equal(File.ReadAllBytes(Path.ChangeExtension(files[0], ".images.npz")), File.ReadAllBytes(Path.ChangeExtension(files[1], ".images.npz")));
    }

    [Fact]
    public async Task Pairs_ArchiveAgainstFolder_GivesWhatFoldersGive()
    {
        Draw("real", "1.png", "2.png");
        Draw("fake", 9, "1.png", "2.png");
        string zip = Path.Combine(folder.Path, "fake.zip");
        System.IO.Compression.ZipFile.CreateFromDirectory(Fake, zip);

        CommandRun folders = await Run("--csv", Path.Combine(folder.Path, "1.csv"));
        CommandRun archive = await CommandRun.Of("pairs", Real, zip, "--csv", Path.Combine(folder.Path, "2.csv"));

        Assert.Equal((ExitCodes.Success, ExitCodes.Success), (folders.ExitCode, archive.ExitCode));
        Assert.Equal(File.ReadAllBytes(Path.Combine(folder.Path, "1.csv")), File.ReadAllBytes(Path.Combine(folder.Path, "2.csv")));
    }

    [Fact]
    public async Task Pairs_ByOrder_NeedsAsManyOfBoth()
    {
        Draw("real", "1.png", "2.png");
        Draw("fake", 3, "one.png", "two.png");

        CommandRun run = await Run("--match", "order");
        Assert.True(run.ExitCode == ExitCodes.Success, run.Progress);
        Assert.Matches(@"mse ↓ +9 ", run.Output);

        Draw("fake", "zero.png");
        (await Run("--match", "order")).AssertRefused($"'{Real}' has 2 and '{Fake}' has 3");
    }

    [Fact]
    public async Task Pairs_OnePair_HasNoErrorAndSaysWhy()
    {
        Draw("real", "1.png");
        Draw("fake", 4, "1.png");

        CommandRun run = await Run();

        Assert.Equal(ExitCodes.Success, run.ExitCode);
        Assert.Contains("The error of ssim is unknown: one pair does not tell how pairs scatter.", run.Output);
    }

    [Fact]
    public async Task Pairs_BrokenImage_EndsTheCommandOrIsLeftOutWithItsPartner()
    {
        Draw("real", "1.png", "2.png", "3.png");
        Draw("fake", 4, "1.png", "3.png");

        // Its header is whole: the damage is found where the pixels are decoded.
        byte[] damaged = Picture(2, 24, 30, 0);
        damaged[60] ^= 0x10;
        folder.Write("fake/2.png", damaged);

        (await Run("--out", Out)).AssertRefused("2.png");
        Assert.False(File.Exists(Out));
        CommandRun run = await Run("--on-bad-image", "skip", "--json");

        Assert.True(run.ExitCode == ExitCodes.Success, run.Progress);
        JsonNode root = JsonNode.Parse(run.Output)!;
        Assert.Equal(2, root["result"]!["pairs"]!.GetValue<int>());
        Assert.Equal(2, root["inputs"]!["reference"]!["images"]!.GetValue<int>());
        Assert.Equal("2.png", root["inputs"]!["generated"]![0]!["skipped"]![0]!["path"]!.GetValue<string>());
        Assert.Equal("""["2.png"]""", root["result"]!["unmatched"]!["reference"]!.ToJsonString());
        Assert.Contains("skipped-images", run.Output);

        folder.Write("real/1.png", damaged);
        folder.Write("fake/3.png", damaged);
        (await Run("--on-bad-image", "skip")).AssertRefused("At least one pair of images must be readable, but none of the 3 is.");
    }

    [Fact]
    public async Task Pairs_Thresholds_EndWithTheirOwnCode()
    {
        Draw("real", "1.png", "2.png");
        Draw("fake", 5, "1.png", "2.png");

        CommandRun tripped = await Run("--fail-above", "mse=24", "--fail-below", "ssim=0.1");
        Assert.Equal(ExitCodes.Threshold, tripped.ExitCode);
        Assert.Contains("mse of '" + Fake + "' against '" + Real + "' is 25, above the limit of 24.", tripped.Progress);
        Assert.Equal(ExitCodes.Success, (await Run("--fail-above", "mse=25")).ExitCode);
        (await Run("--fail-above", "rmse=1")).AssertRefused("but one is on 'rmse': add it to --metrics.");
    }

    [Fact]
    public async Task Evaluate_PairedMetric_PointsToPairs()
    {
        Draw("real", "1.png", "2.png");
        Draw("fake", 1, "1.png", "2.png");

        (await CommandRun.Of("evaluate", Real, Fake, "--model", "biocnn-1:blood-cells", "--metrics", "ssim")).AssertRefused(
            "The metric 'ssim' compares each generated image with the one that it should equal, not sets: compute it by `fidelis pairs REFERENCE GENERATED --metrics ssim`.");
    }

    [Fact]
    public async Task Pairs_WindowOfTheSet_IsOneForBothSets()
    {
        // 16-bit grey of 0 to 1000 against 0 to 2000: windows of their own would make them equal.
        folder.Write("real/1.pgm", DeepGrey(1000));
        folder.Write("fake/1.pgm", DeepGrey(2000));

        CommandRun both = await Run("--window", "set", "--metrics", "mse", "--json");
        CommandRun own = await Run("--window", "image", "--metrics", "mse", "--json");

        Assert.True(both.ExitCode == ExitCodes.Success, both.Progress);
        Assert.True(JsonNode.Parse(both.Output)!["result"]!["metrics"]![0]!["value"]!.GetValue<double>() > 1000);
        Assert.InRange(JsonNode.Parse(own.Output)!["result"]!["metrics"]![0]!["value"]!.GetValue<double>(), 0, 1);
        Assert.Contains("own-windows", own.Output);
    }

    private Task<CommandRun> Run(params string[] options) => CommandRun.Of(["pairs", Real, Fake, .. options]);

    private void Draw(string set, params string[] names) => Draw(set, 0, names);

    private void Draw(string set, int shift, params string[] names)
    {
        foreach (string name in names)
        {
            // Pictures of one name are the same but for the shift, in whatever set they stand.
            int seed = name[^5];
            seed = char.IsAsciiDigit((char)seed) ? seed : name[0] == 'o' ? '1' : '2';
            folder.Write($"{set}/{name}", name.EndsWith(".bmp", StringComparison.Ordinal) ? Bitmap(seed, shift) : Picture(seed, 24, 30, shift));
        }
    }

    private static byte[] Levels(int seed, int width, int height, int shift)
    {
        byte[] rgb = new byte[width * height * 3];
        new Random(seed).NextBytes(rgb);
        return Array.ConvertAll(rgb, level => (byte)(((level + seed) % 200) + shift));
    }

    private static byte[] Picture(int seed, int width, int height, int shift) => PngEncoder.Encode(new PixelImage(width, height, Levels(seed, width, height, shift)));

    private static byte[] Bitmap(int seed, int shift)
    {
        byte[] rgb = Levels(seed, 24, 30, shift);
        byte[] file = new byte[54 + rgb.Length];
        "BM"u8.CopyTo(file);
        BitConverter.TryWriteBytes(file.AsSpan(2), file.Length);
        BitConverter.TryWriteBytes(file.AsSpan(10), 54);
        BitConverter.TryWriteBytes(file.AsSpan(14), 40);
        BitConverter.TryWriteBytes(file.AsSpan(18), 24);
        BitConverter.TryWriteBytes(file.AsSpan(22), 30);
        BitConverter.TryWriteBytes(file.AsSpan(26), (short)1);
        BitConverter.TryWriteBytes(file.AsSpan(28), (short)24);
        for (int i = 0; i < rgb.Length; i++)
        {
            // Rows from below, blue first; 72 bytes need no padding.
            file[54 + ((29 - (i / 72)) * 72) + (i % 72 / 3 * 3) + (2 - (i % 3))] = rgb[i];
        }

        return file;
    }

    private static byte[] DeepGrey(int largest)
    {
        byte[] header = System.Text.Encoding.ASCII.GetBytes("P5 12 12 65535\n");
        byte[] file = new byte[header.Length + (12 * 12 * 2)];
        header.CopyTo(file, 0);
        for (int i = 0; i < 144; i++)
        {
            int value = largest * i / 143;
            file[header.Length + (2 * i)] = (byte)(value >> 8);
            file[header.Length + (2 * i) + 1] = (byte)value;
        }

        return file;
    }
}
