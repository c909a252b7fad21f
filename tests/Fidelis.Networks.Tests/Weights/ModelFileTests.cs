using Fidelis.Networks.Architectures;
using Fidelis.Networks.Autodiff;
using Fidelis.Networks.Training;
using Fidelis.Networks.Weights;
using Fidelis.Numerics.Errors;
using Fidelis.Testing;

namespace Fidelis.Networks.Tests.Weights;

public sealed class ModelFileTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("fidelis-").FullName;

    private string FilePath => Path.Combine(folder, "model.safetensors");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData("biocnn-1")]
    [InlineData("biocnn-2")]
    public void Load_SavedNetwork_GivesTheSameBits(string id)
    {
        LayeredNetwork network = Trained(id);
        ModelFile.Save(FilePath, network, new Dictionary<string, string> { ["seed"] = "1" });
        LoadedModel model = ModelFile.Load(FilePath);
        Assert.Equal(id, model.Network.Architecture);
        Assert.Equal(network.Classes, model.Network.Classes);
        Assert.Equal(network.Input, model.Network.Input);
        Assert.Equal("1", model.Metadata["seed"]);
        Assert.Equal(ModelFile.HashOf(network), model.WeightsHash);
        Tensor images = Images();
        foreach (string layer in (string[])[network.DefaultFeatureLayer, "dense"])
        {
            Assert.Equal(network.Infer(images, [layer])[layer].Data, model.Network.Infer(images, [layer])[layer].Data);
        }
    }

    [Fact]
    public void Save_Existing_IsReplacedWhole()
    {
        File.WriteAllText(FilePath, "old");
        ModelFile.Save(FilePath, Trained("biocnn-1"), new Dictionary<string, string>());
        ModelFile.Load(FilePath);
        Assert.Equal([FilePath], Directory.GetFiles(folder));
    }

    [Fact]
    public void Save_FolderIsAFile_ThrowsInputException()
    {
        File.WriteAllText(FilePath, "a file");

        Assert.Throws<InputException>(
            () => ModelFile.Save(Path.Combine(FilePath, "model.safetensors"), Trained("biocnn-1"), new Dictionary<string, string>()));
    }

    [Fact]
    public void Save_PathIsAFolder_LeavesNothingBehind()
    {
        Directory.CreateDirectory(FilePath);
        Assert.Throws<InputException>(() => ModelFile.Save(FilePath, Trained("biocnn-1"), new Dictionary<string, string>()));
        Assert.Empty(Directory.GetFiles(folder));
    }

    [Fact]
    public void Save_KeyOfTheFile_Throws() => Assert.Throws<ArgumentException>(
        () => ModelFile.Save(FilePath, Trained("biocnn-1"), new Dictionary<string, string> { ["classes"] = "mine" }));

    [Fact]
    public void HashOf_OneBitChanged_Differs()
    {
        LayeredNetwork network = Trained("biocnn-1");
        string before = ModelFile.HashOf(network);
        Assert.Equal(64, before.Length);
        network.Parameters[3].Value.Data[0] = float.BitIncrement(network.Parameters[3].Value.Data[0]);
        Assert.NotEqual(before, ModelFile.HashOf(network));
    }

    [Fact]
    public void Load_TensorsDoNotFit_NamesThemAll()
    {
        SafetensorsFile file = Saved();
        List<NamedTensor> tensors = [.. file.Tensors];
        tensors.RemoveAll(t => t.Name == "conv2d_2.weight");
        tensors[tensors.FindIndex(t => t.Name == "dense.bias")] = new NamedTensor("dense.bias", [3], [0, 0, 0]);
        tensors[tensors.FindIndex(t => t.Name == "conv2d_1.bias")].Values[0] = float.NaN;
        tensors.Add(new NamedTensor("extra", [1], [0]));
        new SafetensorsFile(file.Metadata, tensors).Write(FilePath);
        string message = Assert.Throws<InputException>(() => ModelFile.Load(FilePath)).Message;
        Assert.Contains("conv2d_2.weight is missing", message);
        Assert.Contains("dense.bias is [3] instead of [2]", message);
        Assert.Contains("conv2d_1.bias holds values that are not finite", message);
        Assert.Contains("extra does not belong to it", message);
        Assert.Contains(FilePath, message);
    }

    [Theory]
    [InlineData("format", "fidelis-model/2", "fidelis-model/1")]
    [InlineData("format", null, "format")]
    [InlineData("architecture", "biocnn-9", "biocnn-1, biocnn-2, resnet-s")]
    [InlineData("architecture", null, "architecture")]
    [InlineData("classes", null, "classes")]
    [InlineData("classes", "[]", "classes")]
    [InlineData("classes", "[1]", "classes")]
    [InlineData("classes", "[\"a\",\"a\"]", "classes")]
    [InlineData("classes", "{\"a\":1}", "classes")]
    [InlineData("classes", "[", "classes")]
    [InlineData("input", null, "input")]
    [InlineData("input", "{}", "input")]
    [InlineData("input", "7", "input")]
    [InlineData("input", "{\"height\":16,\"width\":16,\"channels\":3,\"range\":[0,1]}", "input")]
    [InlineData("input", "{\"height\":-16,\"width\":16,\"channels\":3,\"range\":[-1,1]}", "input")]
    [InlineData("input", "{\"height\":1e9,\"width\":16,\"channels\":3,\"range\":[-1,1]}", "input")]
    [InlineData("input", "{\"height\":8,\"width\":8,\"channels\":3,\"range\":[-1,1]}", "16 x 16")]
    public void Load_MetadataDamaged_ThrowsInputException(string key, string? value, string complaint)
    {
        SafetensorsFile file = Saved();
        Dictionary<string, string> metadata = new(file.Metadata);
        metadata.Remove(key);
        if (value is not null)
        {
            metadata.Add(key, value);
        }

        new SafetensorsFile(metadata, file.Tensors).Write(FilePath);
        Assert.Contains(complaint, Assert.Throws<InputException>(() => ModelFile.Load(FilePath)).Message);
    }

    private static LayeredNetwork Trained(string id)
    {
        LayeredNetwork network = ArchitectureCatalog.Find(id).Create(new InputShape(16, 16, 3), ["a", "ä \"b\""], 1);
        new ClassifierTrainer(network, 0.003, 1).Step(Images(), [0, 1, 1]);
        return network;
    }

    private static Tensor Images() => new(Array.ConvertAll(Lcg.Values(3, 3 * 768, 2, -1), v => (float)v), 3, 16, 16, 3);

    private SafetensorsFile Saved()
    {
        ModelFile.Save(FilePath, Trained("biocnn-1"), new Dictionary<string, string>());
        return SafetensorsFile.Read(FilePath);
    }
}
