using System.Runtime.InteropServices;
using Fidelis.Numerics.Kernels.Tiles;

namespace Fidelis.Numerics.Tests.Kernels.Tiles;

public sealed class TilePermissionTests
{
    [Theory]
    [InlineData((1 << 22) | (1 << 24), true)]
    [InlineData(-1, true)]
    [InlineData(1 << 22, false)] // No tiles.
    [InlineData((1 << 24) | (1 << 25), false)] // Tiles, but products of whole numbers alone.
    [InlineData(0, false)]
    public void HasTiles_Features_NeedsTilesAndTheirBfloatProducts(int features, bool expected) =>
        Assert.Equal(expected, TilePermission.HasTiles(features));

    [Fact]
    public void OfferedStates_OfThisKernel_HoldThoseThatEveryProcessHas()
    {
        const ulong ScalarAndVectorStates = 3;
        Assert.SkipUnless(
            OperatingSystem.IsLinux() && RuntimeInformation.ProcessArchitecture == Architecture.X64 && Environment.OSVersion.Version >= new Version(5, 16),
            "Only Linux for x64 is asked, since 5.16.");
        Assert.Equal(ScalarAndVectorStates, TilePermission.OfferedStates() & ScalarAndVectorStates);
    }

    [Fact]
    public void Request_Twice_AnswersTheSame() => Assert.Equal(TilePermission.Request(), TilePermission.Request());
}
