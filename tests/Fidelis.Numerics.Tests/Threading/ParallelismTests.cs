using Fidelis.Numerics.Threading;

namespace Fidelis.Numerics.Tests.Threading;

/// <summary>Runs beside no other test: pieces that wait for each other need the helpers.</summary>
[CollectionDefinition(nameof(ParallelismTests), DisableParallelization = true)]
[Collection(nameof(ParallelismTests))]
public sealed class ParallelismTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    public void For_AnyNumberOfPiecesAndThreads_RunsEachOnce(int threads) => WithThreads(threads, () =>
    {
        // Thousands of short loops: what could be lost or doubled between posting, joining and closing would be here.
        for (int loop = 0; loop < 3000; loop++)
        {
            int[] runs = new int[loop % 23];
            Parallelism.For(runs.Length, i => Interlocked.Increment(ref runs[i]));
            Assert.All(runs, count => Assert.Equal(1, count));
        }
    });

    [Theory]
    [InlineData(1, 1)]
    [InlineData(4, 4)]
    [InlineData(int.MaxValue, 4)]
    public void ThreadCount_MoreThanProcessorsCanRun_IsBounded(int processorsTimes, int expected) => WithThreads(
        (int)Math.Min((long)processorsTimes * Environment.ProcessorCount, int.MaxValue),
        () => Assert.Equal(expected * Environment.ProcessorCount, Parallelism.ThreadCount));

    [Fact]
    public void For_ReturnedFrom_HasNoPieceRunning() => WithThreads(4, () =>
    {
        int running = 0;
        for (int loop = 0; loop < 50; loop++)
        {
            Parallelism.For(8, i =>
            {
                Interlocked.Increment(ref running);
                Thread.Sleep(i == 5 ? 2 : 0);
                Interlocked.Decrement(ref running);
            });
            Assert.Equal(0, Volatile.Read(ref running));
        }
    });

    [Fact]
    public void For_PiecesThatWaitForEachOther_RunAtTheSameTime() => WithThreads(2, () =>
    {
        using Barrier barrier = new(2);
        Parallelism.For(2, _ => Assert.True(barrier.SignalAndWait(TimeSpan.FromMinutes(1))));
    });

    [Fact]
    public void For_WithinAPiece_RunsEachOnce() => WithThreads(3, () =>
    {
        int[] runs = new int[40 * 30];
        Parallelism.For(40, i => Parallelism.For(30, j => Interlocked.Increment(ref runs[(i * 30) + j])));
        Assert.All(runs, count => Assert.Equal(1, count));
    });

    // The second piece ends at once, and the pieces of the loop within the first can only meet if its helper joins them.
    [Fact]
    public void Invoke_ALoopWithinTheLonger_GetsTheHelperThatTheOtherLeavesIdle() => WithThreads(2, () =>
    {
        using Barrier barrier = new(2);
        bool shorterRan = false;
        Parallelism.Invoke(
            () => Parallelism.For(2, _ => Assert.True(barrier.SignalAndWait(TimeSpan.FromMinutes(1)))),
            () => shorterRan = true);
        Assert.True(shorterRan);
    });

    [Fact]
    public void For_FromSeveralThreads_RunsEachOnce() => WithThreads(3, () =>
    {
        int[][] runs = [.. Enumerable.Range(0, 4).Select(_ => new int[50])];
        Thread[] threads = Array.ConvertAll(runs, own => new Thread(() =>
        {
            for (int loop = 0; loop < 200; loop++)
            {
                Parallelism.For(own.Length, i => Interlocked.Increment(ref own[i]));
            }
        }));
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());
        Assert.All(runs.SelectMany(own => own), count => Assert.Equal(200, count));
    });

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void For_APieceThrows_ThrowsItAndWorksAgain(int threads) => WithThreads(threads, () =>
    {
        for (int thrower = 0; thrower < 20; thrower++)
        {
            InvalidOperationException error = Assert.Throws<InvalidOperationException>(() => Parallelism.For(20, i =>
            {
                if (i == thrower)
                {
                    throw new InvalidOperationException($"piece {i}");
                }
            }));
            Assert.Equal($"piece {thrower}", error.Message);
            int sum = 0;
            Parallelism.For(10, i => Interlocked.Add(ref sum, i));
            Assert.Equal(45, sum);
        }
    });

    [Fact]
    public void For_ABodyThatIsAStructure_RunsEachOnceAndAllocatesNothing() => WithThreads(2, () =>
    {
        int[] outer = new int[5];
        int[] inner = new int[5 * 7];
        Nested body = new(outer, inner);
        long least = long.MaxValue;

        // A helper that is late in one round takes part in its first loop in the next; what every loop allocates is in all rounds.
        for (int round = 0; round < 100 && least > 0; round++)
        {
            long before = GC.GetTotalAllocatedBytes(precise: true);
            for (int loop = 0; loop < 100; loop++)
            {
                Parallelism.For(outer.Length, body);
            }

            least = Math.Min(least, GC.GetTotalAllocatedBytes(precise: true) - before);
            Assert.All(outer, count => Assert.Equal(100 * (round + 1), count));
            Assert.All(inner, count => Assert.Equal(100 * (round + 1), count));
        }

        Assert.Equal(0, least);
    });

    private static void WithThreads(int threads, Action test)
    {
        int before = Parallelism.ThreadCount;
        try
        {
            Parallelism.ThreadCount = threads;
            test();
        }
        finally
        {
            Parallelism.ThreadCount = before;
        }
    }

    private readonly struct Nested(int[] outer, int[] inner) : ILoopBody
    {
        public void RunPiece(int index)
        {
            Interlocked.Increment(ref outer[index]);
            Parallelism.For(7, new Counting(inner, index * 7));
        }
    }

    private readonly struct Counting(int[] counts, int first) : ILoopBody
    {
        public void RunPiece(int index) => Interlocked.Increment(ref counts[first + index]);
    }
}
