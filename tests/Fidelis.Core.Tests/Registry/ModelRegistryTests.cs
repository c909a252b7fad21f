using Fidelis.Networks.Architectures;
using Fidelis.Networks.Weights;
using Fidelis.Numerics.Errors;
using Fidelis.Registry;
using Fidelis.Testing;

namespace Fidelis.Tests.Registry;

public sealed class ModelRegistryTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public ModelRegistryTests()
    {
        Save("biocnn-1.cells.safetensors", "biocnn-1", 1);
        Save("biocnn-1.tissue.safetensors", "biocnn-1", 2);
        Save("biocnn-2.cells.safetensors", "biocnn-2", 3);
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public void List_Folder_GivesIdsInOrder()
    {
        folder.Write("README.md", []);
        folder.Write("unnamed.safetensors", []);

        Assert.Equal(["biocnn-1:cells", "biocnn-1:tissue", "biocnn-2:cells"], ModelRegistry.List(folder.Path).Select(model => model.Id));
        Assert.Empty(ModelRegistry.List(Path.Combine(folder.Path, "missing")));
    }

    [Fact]
    public void List_ShippedModels_LieBesideTheExecutableAndOpen()
    {
        string[] files = [.. Directory.GetFiles(Path.Combine(Repository.Root, "models"), "*.safetensors").Select(path => Path.GetFileName(path))];

        Assert.Equal(files.Order(StringComparer.Ordinal), ModelRegistry.List().Select(model => Path.GetFileName(model.Path)).Order(StringComparer.Ordinal));
        Assert.All(ModelRegistry.List(), model => Assert.Equal(model.Architecture, ModelRegistry.Open(model.Id).Network.Architecture));
    }

    [Theory]
    [InlineData("biocnn-1:tissue", "biocnn-1:tissue", null)]
    [InlineData("biocnn-2:cells@dense", "biocnn-2:cells", "dense")]
    [InlineData("biocnn-2", "biocnn-2:cells", null)]
    public void Open_Name_FindsItsFile(string spec, string id, string? layer)
    {
        string? wanted = layer is null ? null : ModelRegistry.Open(id, folder.Path).Network.Layers[2].Name;
        RegisteredModel model = ModelRegistry.Open(layer is null ? spec : $"{id}@{wanted}", folder.Path);

        Assert.Equal(id, model.Id);
        Assert.Equal(wanted, model.Layer);
        Assert.Equal(id.Split(':')[0], model.Network.Architecture);
        Assert.Matches("^[0-9a-f]{64}$", model.WeightsHash);
        Assert.Equal("by a test", model.Metadata["made"]);
    }

    [Fact]
    public void Open_Path_ComesBeforeANameAndTakesALayer()
    {
        string path = Path.Combine(folder.Path, "biocnn-1.cells.safetensors");
        string odd = Save("odd@name.safetensors", "biocnn-1", 4);
        string layer = ModelRegistry.Open(path, folder.Path).Network.Layers[0].Name;

        Assert.Equal(path, ModelRegistry.Open(path, folder.Path).Id);
        Assert.Null(ModelRegistry.Open(path, folder.Path).Layer);
        Assert.Equal(layer, ModelRegistry.Open($"{path}@{layer}", folder.Path).Layer);
        Assert.Null(ModelRegistry.Open(odd, folder.Path).Layer);
        Assert.Equal(layer, ModelRegistry.Open($"{odd}@{layer}", folder.Path).Layer);
    }

    [Fact]
    public void Open_UnknownLayer_ListsTheLayers()
    {
        string layer = ModelRegistry.Open("biocnn-2", folder.Path).Network.DefaultFeatureLayer;

        string message = Message($"biocnn-2:cells@{layer}x");

        Assert.Contains("It has: ", message, StringComparison.Ordinal);
        Assert.EndsWith($"Did you mean '{layer}'?", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_UnknownName_ListsWhatIsPresent()
    {
        string message = Message("biocnn-2:cell");

        Assert.Contains("Present: biocnn-1:cells, biocnn-1:tissue, biocnn-2:cells;", message, StringComparison.Ordinal);
        Assert.EndsWith("Did you mean 'biocnn-2:cells'?", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_SeveralWeights_AsksWhich() =>
        Assert.EndsWith("name one of biocnn-1:cells, biocnn-1:tissue.", Message("biocnn-1"), StringComparison.Ordinal);

    [Fact]
    public void Open_NoName_SaysThatTheDefaultIsAbsent()
    {
        string message = Assert.Throws<InputException>(() => ModelRegistry.Open(null, folder.Path)).Message;

        Assert.StartsWith("The default model inception-v3 needs weights that are not on this machine.", message, StringComparison.Ordinal);
        Assert.Contains("biocnn-2:cells", message, StringComparison.Ordinal);
        Assert.Equal(message, Message("inception-v3@pool3"));
    }

    [Fact]
    public void Open_PathsThatAreNoModels_SayWhat()
    {
        Assert.Contains("does not exist", Message("models/none.safetensors"), StringComparison.Ordinal);
        Assert.Contains("is a folder", Message(folder.Path), StringComparison.Ordinal);
        Assert.Throws<InputException>(() => ModelRegistry.Open(folder.Write("bad.safetensors", [1, 2, 3]), folder.Path));
    }

    private string Message(string spec) => Assert.Throws<InputException>(() => ModelRegistry.Open(spec, folder.Path)).Message;

    private string Save(string name, string architecture, ulong seed)
    {
        string path = Path.Combine(folder.Path, name);
        LayeredNetwork network = ArchitectureCatalog.Find(architecture).Create(new InputShape(32, 32, 3), ["a", "b"], seed);
        ModelFile.Save(path, network, new Dictionary<string, string> { ["made"] = "by a test" });
        return path;
    }
}
