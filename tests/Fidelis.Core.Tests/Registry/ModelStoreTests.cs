using Fidelis.Networks.Architectures;
using Fidelis.Networks.Weights;
using Fidelis.Numerics.Errors;
using Fidelis.Registry;
using Fidelis.Testing;

namespace Fidelis.Tests.Registry;

public sealed class ModelStoreTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly ModelStore store;

    public ModelStoreTests() => store = new ModelStore(Path.Combine(folder.Path, "cache", "models"));

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("tissue")]
    [InlineData("biocnn-1:tissue")]
    public void Import_ModelOfTraining_IsFoundByItsName(string name)
    {
        string path = Save(1);

        StoredModel stored = store.Import(path, name);

        Assert.True(stored.IsNew);
        Assert.Equal("biocnn-1:tissue", stored.Listing.Id);
        Assert.Equal("biocnn-1:tissue", store.Find("biocnn-1:tissue")!.Id);
        LoadedModel loaded = ModelStore.Load(stored.Listing.Path);
        Assert.Equal(ModelFile.Load(path).WeightsHash, loaded.WeightsHash);
        Assert.Equal("by a test", loaded.Metadata["made"]);
        Assert.Equal(stored.SourceHash, loaded.Metadata["source_sha256"]);
        Assert.Equal([stored.Listing.Path], Directory.GetFiles(store.Folder));
    }

    [Fact]
    public void Import_SameWeightsAgain_StayAndOtherOnesAreRefused()
    {
        string path = Save(1);
        store.Import(path, "tissue");

        Assert.False(store.Import(path, "tissue").IsNew);
        Assert.Contains("must not have two sets of weights", Refusal(Save(2), "tissue"), StringComparison.Ordinal);
        Assert.Equal(ModelFile.Load(path).WeightsHash, ModelStore.Load(store.Find("biocnn-1:tissue")!.Path).WeightsHash);
    }

    [Fact]
    public void Import_WhileAnotherCommandStoresTheSameName_IsRefusedUntilItHasEnded()
    {
        Directory.CreateDirectory(store.Folder);
        using (IDisposable? other = FileLock.TryTake(Path.Combine(store.Folder, "biocnn-1.tissue.safetensors.lock")))
        {
            Assert.NotNull(other);
            Assert.Contains("is being stored by another command", Refusal(Save(1), "tissue"), StringComparison.Ordinal);
        }

        Assert.True(store.Import(Save(1), "tissue").IsNew);
    }

    [Fact]
    public void Import_OverADamagedFile_MendsIt()
    {
        StoredModel stored = store.Import(Save(1), "tissue");
        byte[] bytes = File.ReadAllBytes(stored.Listing.Path);
        bytes[^1] ^= 1;
        File.WriteAllBytes(stored.Listing.Path, bytes);

        Assert.Contains("are damaged: their SHA-256 is not the one that they were stored with", Assert.Throws<InputException>(() => ModelStore.Load(stored.Listing.Path)).Message, StringComparison.Ordinal);
        Assert.True(store.Import(Save(1), "tissue").IsNew);
        ModelStore.Load(stored.Listing.Path);
    }

    [Theory]
    [InlineData(null, "add --as NAME")]
    [InlineData("", "must be named by letters")]
    [InlineData("../tissue", "must be named by letters")]
    [InlineData(".tissue", "must be named by letters")]
    [InlineData("a:b", "must be named by letters")]
    [InlineData("biocnn-2:tissue", "must be named by letters")]
    [InlineData("biocnn-1:", "must be named by letters")]
    public void Import_Name_MustStayWithinTheFolder(string? name, string sentence) => Assert.Contains(sentence, Refusal(Save(1), name), StringComparison.Ordinal);

    [Fact]
    public void Import_DamagedFile_StoresNothing()
    {
        byte[] bytes = File.ReadAllBytes(Save(1));

        Refusal(folder.Write("cut.safetensors", bytes[..^1]), "tissue");

        Assert.Empty(store.List());
    }

    [Fact]
    public void FolderOf_Environment_DecidesInTheOrderOfThePlatform()
    {
        Assert.Equal(Path.GetFullPath("mine"), UserCache.FolderOf(name => name == "FIDELIS_CACHE" ? "mine" : "/elsewhere"));
        Assert.EndsWith("fidelis", UserCache.FolderOf(_ => null).Replace("/cache", "", StringComparison.Ordinal), StringComparison.Ordinal);
        if (OperatingSystem.IsLinux())
        {
            Assert.Equal("/caches/fidelis", UserCache.FolderOf(name => name == "XDG_CACHE_HOME" ? "/caches" : null));
            Assert.EndsWith("/.cache/fidelis", UserCache.FolderOf(name => name == "XDG_CACHE_HOME" ? "not/absolute" : null), StringComparison.Ordinal);
        }
    }

    private string Refusal(string path, string? name) => Assert.Throws<InputException>(() => store.Import(path, name)).Message;

    private string Save(ulong seed)
    {
        string path = Path.Combine(folder.Path, $"{seed}.safetensors");
        ModelFile.Save(path, ArchitectureCatalog.Find("biocnn-1").Create(new InputShape(32, 32, 3), ["a", "b"], seed), new Dictionary<string, string> { ["made"] = "by a test" });
        return path;
    }
}
