using System.Text.Json.Nodes;
using Fidelis.Evaluation;
using Fidelis.Numerics.Errors;
using Fidelis.Reports.Json;

namespace Fidelis.Tests.Reports.Json;

public sealed class RunFileTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("fidelis-run-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void ToText_AnyKind_HasTheEnvelopeInItsOrder()
    {
        string expected = """
            {
              "schema": "fidelis-run/1",
              "kind": "training",
              "fidelis": "0.1.0",
              "created": "2026-01-02T03:04:05Z",
              "command": [
                "train",
                "größe <1>"
              ],
              "seed": 18446744073709551615,
              "seconds": 12.5,
              "machine": {
                "os": "Linux",
                "cpu": "CPU",
                "cores": 2,
                "isa": "avx512"
              },
              "inputs": {
                "source": "real"
              },
              "result": {
                "loss": "NaN",
                "curve": [
                  0.1,
                  "Infinity",
                  "-Infinity"
                ],
                "interval": null
              }
            }

            """.ReplaceLineEndings("\n");

        Assert.Equal(expected, RunFile.ToText(Example()));
    }

    [Fact]
    public void Read_AWrittenFile_GivesTheSameTextAgain()
    {
        string path = Path.Combine(folder, "new", "run.json");
        RunFile.Write(path, Example());

        RunEnvelope read = RunFile.Read(path);

        Assert.Equal(RunFile.ToText(Example()), RunFile.ToText(read));
        Assert.Equal(double.NaN, JsonNumber.Read(read.Result["loss"]));
        Assert.Equal([path], Directory.GetFiles(Path.Combine(folder, "new")));
    }

    [Fact]
    public void Write_WhereAFolderHasTheName_RefusesAndLeavesNothing()
    {
        string path = Path.Combine(folder, "taken");
        Directory.CreateDirectory(path);

        InputException e = Assert.Throws<InputException>(() => RunFile.Write(path, Example()));

        Assert.Contains("taken", e.Message);
        Assert.Empty(Directory.GetFiles(folder));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[1]")]
    [InlineData("{}")]
    [InlineData("""{ "schema": "fidelis-run/2" }""")]
    [InlineData("""{ "schema": 1 }""")]
    public void Read_SomethingElse_SaysThatItIsNoRunFile(string text)
    {
        string path = Path.Combine(folder, "other.json");
        File.WriteAllText(path, text);

        InputException e = Assert.Throws<InputException>(() => RunFile.Read(path));

        Assert.StartsWith($"The file '{path}' is not a run file of schema fidelis-run/1", e.Message);
    }

    [Fact]
    public void Read_EveryPrefixAndManyMutations_ReadsOrRefuses()
    {
        string text = RunFile.ToText(Example());
        string path = Path.Combine(folder, "mutated.json");
        Random random = new(7);
        for (int i = 0; i < 400; i++)
        {
            char[] mutated = text[..random.Next(text.Length + 1)].ToCharArray();
            for (int k = random.Next(3); k > 0 && mutated.Length > 0; k--)
            {
                mutated[random.Next(mutated.Length)] = (char)random.Next(1, 127);
            }

            File.WriteAllText(path, new string(mutated));
            Exception? e = Record.Exception(() => RunFile.Read(path));
            Assert.True(e is null or InputException, $"Mutation {i}: {e}");
        }
    }

    private static RunEnvelope Example() => new()
    {
        Kind = "training",
        Version = "0.1.0",
        Created = new DateTimeOffset(2026, 1, 2, 4, 4, 5, TimeSpan.FromHours(1)),
        Command = ["train", "größe <1>"],
        Seed = ulong.MaxValue,
        Seconds = 12.5,
        Machine = new MachineDescription("Linux", "CPU", 2, "avx512"),
        Inputs = new JsonObject { ["source"] = "real" },
        Result = new JsonObject
        {
            ["loss"] = JsonNumber.From(double.NaN),
            ["curve"] = JsonNumber.From([0.1, double.PositiveInfinity, double.NegativeInfinity]),
            ["interval"] = JsonNumber.From((double?)null),
        },
    };
}
