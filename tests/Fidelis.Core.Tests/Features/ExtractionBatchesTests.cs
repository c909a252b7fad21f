using Fidelis.Features;
using Fidelis.Imaging.Pixels;
using Fidelis.Networks.Architectures;
using Fidelis.Networks.Autodiff;
using Fidelis.Preprocessing;

namespace Fidelis.Tests.Features;

public sealed class ExtractionBatchesTests
{
    [Fact]
    public void Take_BatchesThatAreGivenBack_AreWrittenAgain()
    {
        ExtractionBatches batches = Batches(2, 6);

        Tensor first = Fill(batches, 0, 1);
        batches.GiveBack(first);
        Tensor second = Fill(batches, 2, 3);

        Assert.Same(first, second);
        Assert.Equal([2, 3], Seen(second));
        Assert.NotSame(second, Fill(batches, 4, 5));
    }

    [Fact]
    public void Take_PicturesThatAreLeftOut_LeaveNoGap()
    {
        ExtractionBatches batches = Batches(4, 4);
        batches.Write(3, Grey(3));
        batches.Write(1, Grey(1));

        Tensor batch = batches.Take(0, [1, 3]);

        Assert.Equal([2, 1, 1, 3], batch.Shape.ToArray());
        Assert.Equal([1, 3], Seen(batch));
    }

    [Fact]
    public void Take_LastBatch_HoldsWhatIsLeft()
    {
        ExtractionBatches batches = Batches(4, 6);

        Assert.Equal(1, batches.BatchOf(5));
        Assert.Equal([2, 1, 1, 3], Fill(batches, 4, 5).Shape.ToArray());
        Assert.Equal(6, Batches(100, 6).Size);
        Assert.Equal(12, batches.SlotBytes);
    }

    private static ExtractionBatches Batches(int size, int count) => new(PreprocessingCatalog.Find("native"), new InputShape(1, 1, 3), Fit.Squash, size, count);

    private static Tensor Fill(ExtractionBatches batches, params int[] indices) =>
        batches.Take(batches.BatchOf(indices[0]), [.. indices.Select(index => batches.Write(index, Grey(index)))]);

    private static PixelImage Grey(int value) => new(1, 1, [(byte)value, (byte)value, (byte)value]);

    // x / 127.5 - 1 of small whole x comes back by rounding.
    private static int[] Seen(Tensor batch) =>
        [.. Enumerable.Range(0, batch.Shape[0]).Select(i => (int)MathF.Round((batch.Data[i * 3] + 1) * 127.5f))];
}
