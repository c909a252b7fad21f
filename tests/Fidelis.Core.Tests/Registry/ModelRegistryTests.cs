using Fidelis.Networks.Architectures;
using Fidelis.Networks.Weights;
using Fidelis.Numerics.Errors;
using Fidelis.Registry;
using Fidelis.Testing;

namespace Fidelis.Tests.Registry;

public sealed class ModelRegistryTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private ModelRegistry Registry => new(folder.Path, new ModelStore(Path.Combine(folder.Path, "stored")));

    private ModelRegistry Shipped => new(ModelRegistry.StandardFolder, new ModelStore(Path.Combine(folder.Path, "stored")));

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

        Assert.Equal(["biocnn-1:cells", "biocnn-1:tissue", "biocnn-2:cells"], Registry.Models.Select(model => model.Id));
        Assert.Empty(new ModelRegistry(Path.Combine(folder.Path, "missing"), new ModelStore(Path.Combine(folder.Path, "none"))).Models);
    }

    [Fact]
    public void List_ShippedModels_LieBesideTheExecutableAndOpen()
    {
        string[] files = [.. Directory.GetFiles(Path.Combine(Repository.Root, "models"), "*.safetensors").Select(path => Path.GetFileName(path))];

        Assert.Equal(files.Order(StringComparer.Ordinal), Shipped.Models.Select(model => Path.GetFileName(model.Path)).Order(StringComparer.Ordinal));
        Assert.All(Shipped.Models, model => Assert.Equal(model.Architecture, Shipped.Open(model.Id, cancellation: TestContext.Current.CancellationToken).Network.Architecture));
    }

    [Theory]
    [InlineData("biocnn-1:tissue", "biocnn-1:tissue", null)]
    [InlineData("biocnn-2:cells@dense", "biocnn-2:cells", "dense")]
    [InlineData("biocnn-2", "biocnn-2:cells", null)]
    public void Open_Name_FindsItsFile(string spec, string id, string? layer)
    {
        string? wanted = layer is null ? null : Open(id).Network.Layers[2].Name;
        RegisteredModel model = Open(layer is null ? spec : $"{id}@{wanted}");

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
        string layer = Open(path).Network.Layers[0].Name;

        Assert.Equal(path, Open(path).Id);
        Assert.Null(Open(path).Layer);
        Assert.Equal(layer, Open($"{path}@{layer}").Layer);
        Assert.Null(Open(odd).Layer);
        Assert.Equal(layer, Open($"{odd}@{layer}").Layer);
    }

    [Fact]
    public void Open_UnknownLayer_ListsTheLayers()
    {
        string layer = Open("biocnn-2").Network.DefaultFeatureLayer;

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
        string message = Assert.Throws<InputException>(() => Open(null)).Message;

        Assert.StartsWith("The default model inception-v3 needs weights that are not on this machine: run `fidelis models pull inception-v3`, or download https://", message, StringComparison.Ordinal);
        Assert.Contains("biocnn-2:cells", message, StringComparison.Ordinal);
        Assert.Equal(message, Message("inception-v3@pool3"));
    }

    [Fact]
    public void Open_OtherWeightsOfThePublishedModel_NeverPassForIt()
    {
        folder.Write("inception-v3.mine.safetensors", []);

        Assert.Contains("Present: biocnn-1:cells, biocnn-1:tissue, biocnn-2:cells, inception-v3:mine;", Message("inception-v3"), StringComparison.Ordinal);
    }

    [Fact]
    public void Open_Weights_GoWithTheNameOfTheirArchitecture()
    {
        string path = Path.Combine(folder.Path, "biocnn-1.cells.safetensors");
        string layer = Open(path).Network.Layers[2].Name;

        RegisteredModel model = Open($"biocnn-1@{layer}", path);

        Assert.Equal(("biocnn-1", layer), (model.Id, model.Layer));
        Assert.Equal(Open("biocnn-1:cells").WeightsHash, model.WeightsHash);
        Assert.Contains("must be those of biocnn-2, but", Assert.Throws<InputException>(() => Open("biocnn-2", path)).Message, StringComparison.Ordinal);
        Assert.Contains("must be those of inception-v3, but", Assert.Throws<InputException>(() => Open(null, path)).Message, StringComparison.Ordinal);
        Assert.Contains("one of biocnn-1, biocnn-2", Assert.Throws<InputException>(() => Open("biocnn-1:cells", path)).Message, StringComparison.Ordinal);
        Assert.Contains("does not exist", Assert.Throws<InputException>(() => Open("biocnn-1", "none.pth")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_StoredModel_ComesBeforeAShippedOne()
    {
        Registry.Store.Import(Path.Combine(folder.Path, "biocnn-1.tissue.safetensors"), "cells");

        Assert.Equal(Open("biocnn-1:tissue").WeightsHash, Open("biocnn-1:cells").WeightsHash);
        Assert.Equal(3, Registry.Models.Count);
    }

    [Fact]
    public void Open_PathsThatAreNoModels_SayWhat()
    {
        Assert.Contains("does not exist", Message("models/none.safetensors"), StringComparison.Ordinal);
        Assert.Contains("is a folder", Message(folder.Path), StringComparison.Ordinal);
        Assert.Throws<InputException>(() => Open(folder.Write("bad.safetensors", [1, 2, 3])));
    }

    private RegisteredModel Open(string? spec, string? weights = null) => Registry.Open(spec, weights, TestContext.Current.CancellationToken);

    private string Message(string spec) => Assert.Throws<InputException>(() => Open(spec)).Message;

    private string Save(string name, string architecture, ulong seed)
    {
        string path = Path.Combine(folder.Path, name);
        LayeredNetwork network = ArchitectureCatalog.Find(architecture).Create(new InputShape(32, 32, 3), ["a", "b"], seed);
        ModelFile.Save(path, network, new Dictionary<string, string> { ["made"] = "by a test" });
        return path;
    }
}
