using Fidelis.Numerics.Kernels.Tiles;

namespace Fidelis.Numerics.Tests.Kernels.Tiles;

public sealed class SignalStackTests
{
    [Fact]
    public void Ensure_OnThreadsThatCatchNullReferencesAndEnd_LeavesThemRoom()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Tiles are used on Linux alone.");
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
