using Fidelis.Networks.Architectures;
using Fidelis.Numerics.Errors;
using Fidelis.Training;

namespace Fidelis.Tests.Training;

public sealed class TrainingMemoryTests
{
    // BioCNN-1 at 64 x 64: two images of 64 x 64 x 3; four blocks of three layers with 32 x 32 x 32, 16 x 16 x 64, 8 x 8 x 128 and 4 x 4 x 256 values;
    // then 256 means, 256 values that dropout let through, and the probabilities of two classes.
    private const long BytesOfOne = 4 * ((2 * 12_288) + (3 * (32_768 + 16_384 + 8_192 + 4_096)) + 256 + 256 + 2);

    [Fact]
    public void Require_AsMuchAsIsFree_IsAllowed()
    {
        LayeredNetwork network = Create(64);

        TrainingMemory.Require(network, 10, 10 * BytesOfOne);
        InputException e = Assert.Throws<InputException>(() => TrainingMemory.Require(network, 10, (10 * BytesOfOne) - 1));
        InputException alone = Assert.Throws<InputException>(() => TrainingMemory.Require(network, 10, BytesOfOne - 1));

        Assert.Contains("10 images of 64 x 64 need at least 0.0 GiB in biocnn-1", e.Message);
        Assert.EndsWith("choose a smaller --batch or --input-size.", e.Message);
        Assert.EndsWith("choose a smaller --input-size.", alone.Message);
    }

    [Fact]
    public void Require_MoreThanAnArrayHolds_IsRefusedWhateverIsFree()
    {
        // The first layer of BioCNN-1 at 8,192 has 2^29 values: three images fit into an array, four do not.
        LayeredNetwork network = Create(8192);

        TrainingMemory.Require(network, 3, long.MaxValue);
        InputException e = Assert.Throws<InputException>(() => TrainingMemory.Require(network, 4, long.MaxValue));

        Assert.EndsWith("choose a smaller --batch or --input-size.", e.Message);
    }

    [Fact]
    public void Require_TheLargestNetworkThatCanBeStated_IsCountedWithoutOverflow() =>
        Assert.Contains("at least", Assert.Throws<InputException>(() => TrainingMemory.Require(Create(TrainingOptions.LargestInputSize), int.MaxValue, long.MaxValue)).Message);

    private static LayeredNetwork Create(int size) => ArchitectureCatalog.Find("biocnn-1").Create(new InputShape(size, size, 3), ["a", "b"], 1);
}
