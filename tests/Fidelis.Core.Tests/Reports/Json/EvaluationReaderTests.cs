using System.Text;
using System.Text.Json.Nodes;
using Fidelis.Evaluation;
using Fidelis.Evaluation.Rankings;
using Fidelis.Numerics.Errors;
using Fidelis.Reports.Console;
using Fidelis.Reports.Csv;
using Fidelis.Reports.Json;
using Fidelis.Testing;

namespace Fidelis.Tests.Reports.Json;

public sealed class EvaluationReaderTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Read_AWrittenRun_GivesTheSameJsonAgain()
    {
        RunResult read = EvaluationReader.Read(Written(EvaluationExample.Result with { HeldOut = EvaluationExample.Result.Reference }));

        Assert.Equal(EvaluationJson.Result(EvaluationExample.Result).ToJsonString(), EvaluationJson.Result(read).ToJsonString());
        Assert.Equal(EvaluationJson.Inputs(EvaluationExample.Result with { HeldOut = read.HeldOut }).ToJsonString(), EvaluationJson.Inputs(read).ToJsonString());
        Assert.Equal("aa", read.HeldOut!.ContentHash);
    }

    [Theory]
    [InlineData("\"generated\": 1,", "\"generated\": 2,", "generated set 2, but there are 2")]
    [InlineData("\"generated\": 1,", "\"generated\": -1,", "generated set -1")]
    [InlineData("\"hash\": \"8885c558e976a987\"", "\"hash\": \"8885c558e976a988\"", "is not that of the protocol")]
    [InlineData("\"standardError\": 0.4,", "\"standardError\": -0.4,", "must not be negative, but is -0.4")]
    [InlineData("\"standardError\": 0.4,", "\"standardError\": \"x\",", "'x' is not a number")]
    [InlineData("\"value\": 23.41,", "\"value\": null,", "that of 'fid' has neither")]
    [InlineData("\"kind\": \"note\"", "\"kind\": \"gossip\"", "no kind of conclusion 'gossip'")]
    [InlineData("\"images\": 452,", "\"images\": -452,", "'images' must not be negative")]
    [InlineData("\"source\": \"real\",", "\"source\": \"\\ud800\",", "damaged")]
    [InlineData("\"kind\": \"evaluation\"", "\"kind\": \"training\"", "is of kind 'training'")]
    [InlineData("\"id\": \"is\"", "\"id\": \"fid\"", "several scores of 'fid'")]
    [InlineData("\"options\": {}", "\"options\": [[1]]", "'options' is missing or of the wrong kind")]
    [InlineData("\"shuffle-seed\": \"none\"", "\"shuffle-seed\": null", "'shuffle-seed' is missing")]
    public void Read_PartsThatContradict_AreOneSentence(string old, string other, string message)
    {
        string path = Written(EvaluationExample.Result);
        string text = File.ReadAllText(path);
        Assert.Contains(old, text, StringComparison.Ordinal);
        int place = text.IndexOf(old, StringComparison.Ordinal);
        File.WriteAllText(path, text[..place] + other + text[(place + old.Length)..]);

        InputException e = Assert.Throws<InputException>(() => EvaluationReader.Read(path));
        Assert.Contains(path, e.Message, StringComparison.Ordinal);
        Assert.Contains(message, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_DamagedFiles_ReadsOrRefuses()
    {
        string path = Written(EvaluationExample.Result);
        Mutations.Try<InputException>(
            [File.ReadAllBytes(path)],
            bytes =>
            {
                File.WriteAllBytes(path, bytes);
                EvaluationReader.Read(path);
            },
            attempts: 600,
            seed: 41);
    }

    // Every value replaced by one of every other kind: parsers trust what stood there, and so does whoever ranks what they read.
    [Fact]
    public void Read_ValuesOfOtherKinds_ReadsOrRefuses()
    {
        string path = Written(EvaluationExample.Result);
        string[] kinds = ["null", "-1", "1e999", "\"text\"", "[]", "{}"];
        string text = File.ReadAllText(path);
        int count = CountOf(JsonNode.Parse(text)!);
        for (int i = 0; i < count; i++)
        {
            foreach (string kind in kinds)
            {
                JsonNode root = JsonNode.Parse(text)!;
                int place = i;
                Replace(root, ref place, kind);
                File.WriteAllText(path, root.ToJsonString());
                Exception? thrown = Record.Exception(() => Compare(EvaluationReader.Read(path)));
                Assert.True(thrown is null or InputException, $"Value {i} as {kind}: {thrown}");
            }
        }
    }

    [Fact]
    public void Read_EnormousFile_IsRefusedByItsLength()
    {
        string path = Path.Combine(folder.Path, "large.json");
        using (FileStream file = File.Create(path))
        {
            file.SetLength(RunFile.MaximumBytes + 1);
        }

        Assert.Contains("A run file has at most", Assert.Throws<InputException>(() => EvaluationReader.Read(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_DeepNesting_IsRefused()
    {
        string path = Path.Combine(folder.Path, "deep.json");
        File.WriteAllBytes(path, Encoding.ASCII.GetBytes(new string('[', 1_000_000)));

        Assert.Throws<InputException>(() => EvaluationReader.Read(path));
    }

    private static void Compare(RunResult read)
    {
        RankingResult ranked = Ranker.Rank([new EvaluationRun("a.json", EvaluationExample.Result), new EvaluationRun("b.json", read)], force: true);
        Assert.All(ranked.Rankings, ranking => Assert.NotEmpty(RankingTable.Of(ranked, ranking).ToText()));
        Assert.NotEmpty(RankingCsv.ToText(ranked));
        Assert.NotEmpty(RankingJson.Inputs(ranked).ToJsonString() + RankingJson.Result(ranked).ToJsonString());
    }

    private static int CountOf(JsonNode? node) => 1 + node switch
    {
        JsonObject parent => parent.Sum(child => CountOf(child.Value)),
        JsonArray parent => parent.Sum(CountOf),
        _ => 0,
    };

    // Walks in the order of the text; the node itself is number 0.
    private static bool Replace(JsonNode parent, ref int place, string with)
    {
        switch (parent)
        {
            case JsonObject members:
                foreach (string name in members.Select(member => member.Key).ToArray())
                {
                    if (--place == 0)
                    {
                        members[name] = JsonNode.Parse(with);
                        return true;
                    }

                    if (members[name] is { } child && Replace(child, ref place, with))
                    {
                        return true;
                    }
                }

                break;
            case JsonArray items:
                for (int i = 0; i < items.Count; i++)
                {
                    if (--place == 0)
                    {
                        items[i] = JsonNode.Parse(with);
                        return true;
                    }

                    if (items[i] is { } child && Replace(child, ref place, with))
                    {
                        return true;
                    }
                }

                break;
        }

        return false;
    }

    private string Written(RunResult result)
    {
        string path = Path.Combine(folder.Path, "run.json");
        RunFile.Write(path, new RunEnvelope
        {
            Kind = EvaluationJson.Kind,
            Created = DateTimeOffset.UnixEpoch,
            Command = ["evaluate"],
            Seed = 1,
            Seconds = 1,
            Machine = new MachineDescription("Linux", "CPU", 2, "portable"),
            Inputs = EvaluationJson.Inputs(result),
            Result = EvaluationJson.Result(result),
        });
        return path;
    }
}
