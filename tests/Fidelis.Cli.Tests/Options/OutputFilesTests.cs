using Fidelis.Networks.Architectures;
using Fidelis.Networks.Weights;
using Fidelis.Onnx.Export;
using Fidelis.Registry;
using Fidelis.Testing;

namespace Fidelis.Cli.Tests.Options;

public sealed class OutputFilesTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Run_OutputThatIsAnInput_IsRefusedAndStays()
    {
        string features = folder.Write("x.npz", [1, 2, 3]);

        (await CommandRun.Of("evaluate", features, features, "--out", features)).AssertRefused("is an input");
        (await CommandRun.Of("stats", features, "-o", features)).AssertRefused("is an input");

        Assert.Equal([1, 2, 3], File.ReadAllBytes(features));
    }

    [Fact]
    public async Task Run_OutputThatIsAFileOfAModel_IsRefusedAndStays()
    {
        string own = Path.Combine(folder.Path, "own.safetensors");
        LayeredNetwork network = ArchitectureCatalog.Find("biocnn-1").Create(new InputShape(32, 32, 3), ["a", "b"], 1);
        ModelFile.Save(own, network, new Dictionary<string, string>());
        string onnx = Path.Combine(folder.Path, "other.onnx");
        OnnxExport.Save(onnx, network, new Dictionary<string, string>());
        string description = folder.Write("other.fidelis.json", "{}"u8.ToArray());
        byte[] before = await File.ReadAllBytesAsync(own, TestContext.Current.CancellationToken);
        string none = Path.Combine(folder.Path, "none");

        foreach (string layer in (string[])["", "@leaky_re_lu_3"])
        {
            (await CommandRun.Of("evaluate", none, none, "--model", own + layer, "--out", own)).AssertRefused("is an input");
            (await CommandRun.Of("evaluate", none, none, "--model", onnx + layer, "--csv", onnx)).AssertRefused("is an input");
            (await CommandRun.Of("evaluate", none, none, "--model", onnx + layer, "--out", description)).AssertRefused("is an input");
            (await CommandRun.Of("features", none, "--model", own + layer, "-o", own)).AssertRefused("is an input");
            (await CommandRun.Of("stats", none, "--model", own + layer, "-o", own)).AssertRefused("is an input");
            (await CommandRun.Of("neighbors", none, none, "--model", own + layer, "--csv", own)).AssertRefused("is an input");
            (await CommandRun.Of("classify", own + layer, none, "--csv", own)).AssertRefused("is an input");
            (await CommandRun.Of("classify", onnx, none, "--against", own + layer, "--csv", own)).AssertRefused("is an input");
            (await CommandRun.Of("sensitivity", "modes", none, "--model", own + layer, "--out", own)).AssertRefused("is an input");
            (await CommandRun.Of("models", "export", own + layer, "-o", own)).AssertRefused("is an input");
        }

        Assert.Equal(before, await File.ReadAllBytesAsync(own, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Run_OutputThatIsAModelOfTheUsersCache_IsRefused()
    {
        string cache = Path.Combine(folder.Path, "cache");
        string stored = Path.Combine(cache, "models", "biocnn-1.mine.safetensors");
        Directory.CreateDirectory(Path.GetDirectoryName(stored)!);
        ModelFile.Save(stored, ArchitectureCatalog.Find("biocnn-1").Create(new InputShape(32, 32, 3), ["a", "b"], 1), new Dictionary<string, string>());

        (await CommandRun.In(new() { [UserCache.Variable] = cache }, "features", "none", "--model", "biocnn-1:mine", "-o", stored)).AssertRefused("is an input");
    }

    [Fact]
    public async Task Train_FolderThatHoldsTheImages_IsRefusedWhereTheSearchWouldDeleteThem()
    {
        string data = Path.Combine(folder.Path, "runs", "search");
        ClassFolders.Write(Path.Combine(data, "a"), 4, (90, 90, 90));
        ClassFolders.Write(Path.Combine(data, "b"), 4, (9, 9, 9));

        CommandRun run = await CommandRun.Of("train", "biocnn-1", data, "--out", Path.Combine(folder.Path, "runs"), "--search", "--overwrite");

        run.AssertRefused("--out must name a folder in which no input is replaced");
        Assert.Equal(8, Directory.GetFiles(data, "*", SearchOption.AllDirectories).Length);
    }

    [Fact]
    public async Task Sensitivity_ChartInTheFileOfAnotherOutput_IsRefused() =>
        (await CommandRun.Of("sensitivity", "layers", "a", "b", "--charts", folder.Path, "--out", Path.Combine(folder.Path, "layers.svg"))).AssertRefused("--charts must name a file of its own");

    [Fact]
    public async Task Run_OutputThatIsAnImageOfAnInput_IsRefusedAndStays()
    {
        string set = Path.Combine(folder.Path, "set");
        ClassFolders.Write(Path.Combine(set, "a"), 2, (90, 90, 90));
        string image = Path.Combine(set, "a", "0.bmp");
        byte[] before = await File.ReadAllBytesAsync(image, TestContext.Current.CancellationToken);
        string alias = Path.Combine(folder.Path, "alias");
        Directory.CreateSymbolicLink(alias, "set");
        string linked = Path.Combine(folder.Path, "linked");
        Directory.CreateDirectory(linked);
        File.CreateSymbolicLink(Path.Combine(linked, "b.bmp"), image);
        string list = folder.Write("list.txt", "# images\nset/a/0.bmp\nset/a/1.bmp\n"u8.ToArray());
        string none = Path.Combine(folder.Path, "none");
        const string Complaint = "is one of the files of the input";

        (await CommandRun.Of("evaluate", none, set, "--out", image)).AssertRefused(Complaint);
        (await CommandRun.Of("evaluate", set, none, "--csv", Path.Combine(alias, "a", "0.bmp"))).AssertRefused(Complaint);
        (await CommandRun.Of("evaluate", linked, none, "--csv", image)).AssertRefused(Complaint);
        (await CommandRun.Of("evaluate", list, none, "--csv", image)).AssertRefused(Complaint);
        (await CommandRun.Of("evaluate", list, none, "--csv", list)).AssertRefused("is an input");
        (await CommandRun.Of("features", set, "-o", image)).AssertRefused(Complaint);
        (await CommandRun.Of("stats", set, "-o", image)).AssertRefused(Complaint);
        (await CommandRun.Of("classify", "biocnn-1", set, "--out", image)).AssertRefused(Complaint);
        (await CommandRun.Of("pairs", set, none, "--out", image)).AssertRefused(Complaint);
        (await CommandRun.Of("neighbors", none, set, "--sheet", image)).AssertRefused(Complaint);
        (await CommandRun.Of("sensitivity", "layers", set, set, "--out", image)).AssertRefused(Complaint);

        Assert.Equal(before, await File.ReadAllBytesAsync(image, TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("train-images-idx3-ubyte", "train-labels-idx1-ubyte", "train-images-idx3-ubyte")]
    [InlineData("t10k-images.idx3-ubyte.gz", "t10k-labels.idx1-ubyte", "")]
    [InlineData("data_batch_1.bin", "batches.meta.txt", "data_batch_1.bin")]
    [InlineData("test_batch.bin", "batches.meta.txt", "")]
    [InlineData("train.bin", "fine_label_names.txt", "")]
    public async Task Run_OutputThatIsTheLabelsOfAnInput_IsRefusedAndStays(string images, string labels, string named)
    {
        folder.Write($"set/{images}", [1, 2, 3]);
        string output = folder.Write($"set/{labels}", [4, 5, 6]);
        string input = Path.Combine(folder.Path, "set", named);

        (await CommandRun.Of("evaluate", input, input, "--out", output)).AssertRefused("is one of the files of the input");

        Assert.Equal([4, 5, 6], await File.ReadAllBytesAsync(output, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Run_OutputThatLiesAmongImagesAndIsNone_IsReplaced()
    {
        string set = Path.Combine(folder.Path, "set");
        ClassFolders.Write(Path.Combine(set, "a"), 2, (90, 90, 90));
        string run = folder.Write("set/run.json", "old"u8.ToArray());

        CommandRun pairs = await CommandRun.Of("pairs", set, set, "--metrics", "mse", "--out", run);

        Assert.True(pairs.ExitCode == ExitCodes.Success, pairs.Progress);
        Assert.StartsWith("{", await File.ReadAllTextAsync(run, TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_TwoOutputsInOneFile_AreRefused()
    {
        string path = Path.Combine(folder.Path, "x");

        (await CommandRun.Of("evaluate", "a", "b", "--out", path, "--csv", path)).AssertRefused("--csv must name a file of its own");
        (await CommandRun.Of("classify", "biocnn-1", "b", "--out", path, "--csv", path)).AssertRefused("--csv must name a file of its own");
    }

    [Theory]
    [InlineData("evaluate a b --out")]
    [InlineData("evaluate a b --csv")]
    [InlineData("features a -o")]
    [InlineData("stats a -o")]
    [InlineData("stats merge a b -o")]
    [InlineData("classify a b --out")]
    [InlineData("classify a b --pictures")]
    [InlineData("phantoms --count 4 -o")]
    public async Task Run_OutputWithoutAName_IsRefused(string line) => (await CommandRun.Of([.. line.Split(' '), ""])).AssertRefused("name is empty");
}
