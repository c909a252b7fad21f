using System.Runtime.InteropServices;
using Fidelis.Numerics.Kernels.Tiles;

namespace Fidelis.Numerics.Tests.Kernels.Tiles;

/// <summary>The stacks of the whole process are counted, so these tests run alone.</summary>
[CollectionDefinition(nameof(SignalStackTests), DisableParallelization = true)]
[Collection(nameof(SignalStackTests))]
public sealed class SignalStackTests
{
    [Fact]
    public void Ensure_OnThreadsThatCatchNullReferencesAndEnd_LeavesThemRoom()
    {
        SkipWhereNoTilesAreUsed();
        for (int i = 0; i < 40; i++)
        {
            nint before = 0;
            nint after = 0;
            bool isCaught = false;
            Thread thread = new(() =>
            {
                before = SignalStack.CurrentLength();
                SignalStack.Ensure();
                SignalStack.Ensure();
                after = SignalStack.CurrentLength();
                isCaught = CatchesNullReference(null);
            });
            thread.Start();
            thread.Join();
            Assert.True(isCaught);

            // A thread without a stack for signals takes them on its own, which is large.
            Assert.Equal(before == 0 ? 0 : Math.Max(before, SignalStack.Length), after);
        }
    }

    [Fact]
    public void Ensure_OnThreadsThatEnded_GivesTheirStacksBack()
    {
        SkipWhereNoTilesAreUsed();
        int before = SignalStack.MappedCount;
        for (int i = 0; i < 20; i++)
        {
            bool isNeeded = false;
            bool isCounted = false;
            Thread thread = new(() =>
            {
                isNeeded = SignalStack.CurrentLength() is > 0 and < SignalStack.Length;
                SignalStack.Ensure();
                isCounted = SignalStack.MappedCount > 0;
            });
            thread.Start();
            thread.Join();
            Assert.True(isCounted || !isNeeded, "The thread has received no stack.");
        }

        // A thread that is joined may still be on its way out of the system, so that one collection may be too early.
        bool areGivenBack = SpinWait.SpinUntil(
            () =>
            {
                GC.Collect();
                GC.WaitForPendingFinalizers();
                return SignalStack.MappedCount <= before;
            },
            TimeSpan.FromMinutes(1));
        Assert.True(areGivenBack, $"{SignalStack.MappedCount} stacks are mapped, {before} were before.");
    }

    private static void SkipWhereNoTilesAreUsed() => Assert.SkipUnless(
        OperatingSystem.IsLinux() && RuntimeInformation.ProcessArchitecture == Architecture.X64, "Tiles are used on Linux for x64 alone.");

    private static bool CatchesNullReference(string? text)
    {
        try
        {
            return text!.Length < 0;
        }
        catch (NullReferenceException)
        {
            return true;
        }
    }
}
