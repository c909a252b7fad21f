using Fidelis.Numerics.Errors;
using Fidelis.Numerics.Threading;
using Fidelis.Testing;
using Fidelis.Training;

namespace Fidelis.Tests.Training;

public sealed class ResumeTests : IDisposable
{
    private readonly TrainingFixture fixture = new();

    public void Dispose() => fixture.Dispose();

    [Fact]
    public void Run_CancelledAfterEveryStepAndResumed_EndsAtTheSameBytes()
    {
        TrainingResult whole = fixture.Train("whole", Everything);
        int runs = 0;
        TrainingResult result;
        do
        {
            runs++;
            result = fixture.Train("pieces", options => Everything(options) with { Existing = ExistingTraining.Resume }, new TrainingFollower { CancelAfterStep = 1 });
        }
        while (result.IsInterrupted);

        // One process for each of the 5 steps of 3 epochs, and one more: a training that is cancelled in its last step still has to be judged.
        Assert.Equal(16, runs);
        fixture.AssertSameWeights("whole", "pieces");
        Assert.Equal(whole.Epochs.Select(Timeless), result.Epochs.Select(Timeless));
        Assert.Equal(whole.Test!.MeanLoss, result.Test!.MeanLoss);
        Assert.Equal(whole.TestProbabilities, result.TestProbabilities);
        Assert.Equal((whole.BestEpoch, whole.Validation!.MeanLoss), (result.BestEpoch, result.Validation!.MeanLoss));
        Assert.False(File.Exists(result.Folder.CheckpointPath));
    }

    [Fact]
    public void Run_IntoTheFolderOfARunningTraining_IsRefusedUntilThatEnds()
    {
        static TrainingOptions Replace(TrainingOptions options) => options with { Existing = ExistingTraining.Replace };
        InputException? refusal = null;
        TrainingFollower follower = new() { At = name => refusal ??= name == "step" ? Assert.Throws<InputException>(() => fixture.Train("out", Replace)) : null };

        TrainingResult result = fixture.Train("out", Replace, follower);

        Assert.Contains("another training is writing into it", refusal!.Message, StringComparison.Ordinal);
        Assert.False(result.IsInterrupted);
        Assert.False(File.Exists(result.Folder.PathOf(TrainingFolder.LockFile)));
        Assert.False(fixture.Train("out", Replace).IsInterrupted);
    }

    [Theory]
    [InlineData("started", 1)]
    [InlineData("step", 1, 2, 7)]
    [InlineData("epoch", 1, 2)]
    [InlineData("finished", 1, 1)]
    public void Run_BrokenOffWithoutACleanEnd_EndsAtTheSameBytes(string moment, params int[] times)
    {
        fixture.Train("whole");
        foreach (int at in times)
        {
            // Nothing is saved at the exception: what is on disk is what a killed process leaves.
            int seen = 0;
            TrainingFollower follower = new()
            {
                At = name =>
                {
                    seen += name == moment ? 1 : 0;
                    if (seen == at)
                    {
                        throw new TimeoutException();
                    }
                },
            };
            TrainingOptions Resume(TrainingOptions options) => options with { Existing = ExistingTraining.Resume };
            Assert.Throws<TimeoutException>(() => fixture.Train("broken", Resume, follower));
        }

        fixture.Train("broken", options => options with { Existing = ExistingTraining.Resume });

        fixture.AssertSameWeights("whole", "broken");
    }

    [Fact]
    public void Run_PausedAfterAnEpoch_GoesOnFromThere()
    {
        fixture.Train("whole");

        TrainingResult paused = fixture.Train("paused", options => options with { PauseAfterEpoch = 2 });
        TrainingFollower follower = new();
        TrainingResult result = fixture.Train("paused", options => options with { Existing = ExistingTraining.Resume }, follower);

        Assert.True(paused.IsInterrupted);
        Assert.Equal(2, paused.Epochs.Count);
        Assert.False(result.IsInterrupted);
        Assert.Equal(2, follower.Beginning!.Epochs.Count);
        Assert.Equal(5, follower.Steps.Count);
        fixture.AssertSameWeights("whole", "paused");
    }

    [Fact]
    public void Run_ResumedWithOtherThreadsAndMemory_EndsAtTheSameBytes()
    {
        int before = Parallelism.ThreadCount;
        try
        {
            Parallelism.ThreadCount = 1;
            fixture.Train("whole", Everything);
            fixture.Train("other", options => Everything(options) with { PauseAfterEpoch = 2 });
            Parallelism.ThreadCount = 2;
            fixture.Train("other", options => Everything(options) with { Existing = ExistingTraining.Resume, ImageMemoryBytes = 0 });
        }
        finally
        {
            Parallelism.ThreadCount = before;
        }

        fixture.AssertSameWeights("whole", "other");
    }

    [Fact]
    public void Run_NothingToResume_Begins()
    {
        fixture.Train("whole");

        fixture.Train("anew", options => options with { Existing = ExistingTraining.Resume });

        fixture.AssertSameWeights("whole", "anew");
    }

    [Fact]
    public void Run_ResumeOfAFinishedTraining_SaysSo()
    {
        fixture.Train("out");

        InputException e = Assert.Throws<InputException>(() => fixture.Train("out", options => options with { Existing = ExistingTraining.Resume }));

        Assert.Contains("finished", e.Message);
    }

    [Fact]
    public void Run_UnfinishedTrainingInTheFolder_SaysWhatToDo()
    {
        fixture.Train("out", options => options with { PauseAfterEpoch = 1 });

        InputException e = Assert.Throws<InputException>(() => fixture.Train("out"));

        Assert.Contains("--resume", e.Message);
        Assert.Contains("--overwrite", e.Message);
        Assert.False(fixture.Train("out", options => options with { Existing = ExistingTraining.Replace }).IsInterrupted);
    }

    [Fact]
    public void Run_OtherOptions_NamesWhatDiffersAndKeepsTheCheckpoint()
    {
        TrainingResult paused = fixture.Train("out", options => options with { PauseAfterEpoch = 1 });
        byte[] checkpoint = File.ReadAllBytes(paused.Folder.CheckpointPath);

        InputException e = Assert.Throws<InputException>(
            () => fixture.Train("out", options => options with { Existing = ExistingTraining.Resume, BatchSize = 6, Schedule = "cosine" }));

        Assert.Contains("the batch size was '5' and is now '6'; the schedule was 'constant' and is now 'cosine'", e.Message);
        Assert.Equal(checkpoint, File.ReadAllBytes(paused.Folder.CheckpointPath));
    }

    [Fact]
    public void Run_OtherImages_NamesTheirHash()
    {
        fixture.Train("out", options => options with { PauseAfterEpoch = 1 });
        ClassFolders.Write(Path.Combine(fixture.Data, "red"), 14, (131, 90, 90), TrainingFixture.Size);

        InputException e = Assert.Throws<InputException>(() => fixture.Train("out", options => options with { Existing = ExistingTraining.Resume }));

        Assert.Contains("the hash of the images was", e.Message);
    }

    [Fact]
    public void Run_CheckpointDamagedAnywhere_SaysSo()
    {
        TrainingResult paused = fixture.Train("out", options => options with { PauseAfterEpoch = 1 });
        string path = paused.Folder.CheckpointPath;
        byte[] whole = File.ReadAllBytes(path);
        double[] places = [.. Lcg.Values(3, 36)];
        for (int i = 0; i < places.Length; i++)
        {
            // The header has about 4,000 bytes. A third of the copies are damaged there, a third anywhere, and a third are cut off.
            byte[] damaged = i % 3 == 0 ? whole[..(int)(whole.Length * places[i])] : (byte[])whole.Clone();
            if (i % 3 > 0)
            {
                damaged[(int)(places[i] * (i % 3 == 1 ? 4000 : whole.Length))] ^= (byte)(1 << (i % 8));
            }

            File.WriteAllBytes(path, damaged);

            Exception? e = Record.Exception(() => fixture.Train("out", options => options with { Existing = ExistingTraining.Resume, PauseAfterEpoch = 1 }));

            Assert.True(e is InputException, $"Damage {i}: {e}");
            Assert.True(e.Message.EndsWith("--overwrite.", StringComparison.Ordinal), $"Damage {i}: {e.Message}");
        }
    }

    [Fact]
    public void Run_OneBitOfAWeightFlipped_SaysSoAndBeginsAnewWhereThatIsAsked()
    {
        fixture.Train("whole");
        TrainingResult paused = fixture.Train("out", options => options with { PauseAfterEpoch = 1 });
        byte[] bytes = File.ReadAllBytes(paused.Folder.CheckpointPath);
        bytes[^5] ^= 1;
        File.WriteAllBytes(paused.Folder.CheckpointPath, bytes);

        InputException e = Assert.Throws<InputException>(() => fixture.Train("out", options => options with { Existing = ExistingTraining.Resume }));
        fixture.Train("out", options => options with { Existing = ExistingTraining.Replace });

        Assert.Contains("is damaged: what it holds is not what was written. Begin anew by --overwrite.", e.Message);
        fixture.AssertSameWeights("whole", "out");
    }

    [Fact]
    public void Run_LeftoversOfAKilledProcess_AreRemovedAndOthersStay()
    {
        string folder = fixture.PathOf("out");
        Directory.CreateDirectory(folder);
        string[] dead = ["last.safetensors.2147483646.partial", $"checkpoint.safetensors.{Environment.ProcessId}.partial"];
        string[] alive = ["last.safetensors.1.partial", "notes.partial", "run.json.x.partial"];
        foreach (string file in dead.Concat(alive))
        {
            File.WriteAllText(Path.Combine(folder, file), "half");
        }

        fixture.Train("out");

        Assert.All(dead, file => Assert.False(File.Exists(Path.Combine(folder, file)), file));
        Assert.All(alive, file => Assert.True(File.Exists(Path.Combine(folder, file)), file));
    }

    [Fact]
    public void Run_FilesOfAnEarlierTraining_NeverStandBesideTheNewOnes()
    {
        string folder = fixture.PathOf("out");
        Directory.CreateDirectory(folder);
        string[] old = [TrainingFolder.BestFile, TrainingFolder.LastFile, TrainingFolder.RunFile, TrainingFolder.RocCurvesFile, TrainingFolder.ConfusionMatrixFile, TrainingFolder.LearningCurvesFile];
        foreach (string file in old)
        {
            File.WriteAllText(Path.Combine(folder, file), "old");
        }

        fixture.Train("out", follower: new TrainingFollower { CancelAfterStep = 1 });

        Assert.Equal([TrainingFolder.CheckpointFile], Directory.GetFiles(folder).Select(Path.GetFileName));
    }

    [Fact]
    public void Run_Diverged_LeavesNoCheckpointThatWouldDivergeAgain()
    {
        Assert.Throws<TrainingDivergedException>(() => fixture.Train("out", options => options with { LearningRate = 1e30, Epochs = 20 }));

        Assert.False(File.Exists(Path.Combine(fixture.PathOf("out"), TrainingFolder.CheckpointFile)));
    }

    [Fact]
    public void Run_Checkpoints_TakeAboutAHundredthOfTheTime()
    {
        // Between two readings of this clock passes one second, so that every checkpoint costs one.
        TickingClock clock = new();
        DateTime last = DateTime.MinValue;
        int written = 0;
        TrainingFollower follower = new()
        {
            At = _ =>
            {
                DateTime now = File.GetLastWriteTimeUtc(Path.Combine(fixture.PathOf("out"), TrainingFolder.CheckpointFile));
                written += now != last ? 1 : 0;
                last = now;
            },
        };

        fixture.Train("out", options => options with { Epochs = 12 }, follower, clock);

        // 60 steps of at most 5 readings are 300 seconds: 3 checkpoints of a second at a hundredth, and one at the start.
        Assert.InRange(written, 2, 4);
    }

    private static TrainingOptions Everything(TrainingOptions options) => options with
    {
        Augmentations = ["flips", "turns", "shifts", "stains"],
        Schedule = "cosine",
        WarmupEpochs = 1,
        ClassWeights = ClassWeighting.Of(new Dictionary<string, double> { ["red"] = 2 }),
    };

    private static TrainingEpoch Timeless(TrainingEpoch epoch) => epoch with { Seconds = 0, ImagesPerSecond = 0 };

    private sealed class TickingClock : TimeProvider
    {
        private long now;

        public override long GetTimestamp() => now += TimestampFrequency;
    }
}
