using Fidelis.Training;

namespace Fidelis.Tests.Training;

public sealed class StratifiedSplitTests
{
    [Theory]
    [InlineData(3, 1, 1, 1)]
    [InlineData(4, 2, 1, 1)]
    [InlineData(5, 3, 1, 1)]
    [InlineData(9, 7, 1, 1)]
    [InlineData(10, 8, 1, 1)]
    [InlineData(14, 11, 2, 1)]
    [InlineData(15, 12, 2, 1)]
    [InlineData(19, 15, 2, 2)]
    [InlineData(1125, 900, 113, 112)]
    public void Counts_SmallAndLargeClasses_FollowLargestRemainder(int count, int train, int validation, int test) =>
        Assert.Equal((train, validation, test), StratifiedSplit.Counts(count));

    [Fact]
    public void Counts_EveryClassSize_SumsUpAndStaysWithinOneOfTheShare()
    {
        for (int n = 3; n <= 2000; n++)
        {
            (int train, int validation, int test) = StratifiedSplit.Counts(n);

            Assert.Equal(n, train + validation + test);
            Assert.True(train >= 1 && validation >= 1 && test >= 1, $"n = {n}");
            // The two images that the smallest parts are owed may come out of the largest.
            Assert.True(Math.Abs(train - (0.8 * n)) < 2 && Math.Abs(validation - (0.1 * n)) < 1 && Math.Abs(test - (0.1 * n)) < 1, $"n = {n}");
        }
    }

    [Fact]
    public void Choose_AnySeed_TakesEachImageOnceInRisingOrder()
    {
        for (ulong seed = 0; seed < 20; seed++)
        {
            (int[] train, int[] validation, int[] test) = StratifiedSplit.Choose(57, "monocyte", seed);

            Assert.Equal(Enumerable.Range(0, 57), train.Concat(validation).Concat(test).Order());
            Assert.All(new[] { train, validation, test }, part => Assert.Equal(part.Order(), part));
        }
    }

    [Fact]
    public void Choose_SeedAndClass_DecideTheChoice()
    {
        Assert.Equal(StratifiedSplit.Choose(57, "a", 1).Test, StratifiedSplit.Choose(57, "a", 1).Test);
        Assert.NotEqual(StratifiedSplit.Choose(57, "a", 1).Test, StratifiedSplit.Choose(57, "a", 2).Test);
        Assert.NotEqual(StratifiedSplit.Choose(57, "a", 1).Test, StratifiedSplit.Choose(57, "b", 1).Test);
    }

    [Fact]
    public void Choose_ManySeeds_TakesEveryImageAlikeOften()
    {
        // 20 images, 2 of which are tested: each is drawn with probability 1/10, in 2000 seeds 200 times with deviation 13.4;
        // five deviations on either side fail by chance once in 10^5 for 20 images, and the seeds are fixed.
        int[] tested = new int[20];
        for (ulong seed = 0; seed < 2000; seed++)
        {
            foreach (int i in StratifiedSplit.Choose(20, "a", seed).Test)
            {
                tested[i]++;
            }
        }

        Assert.All(tested, count => Assert.InRange(count, 133, 267));
    }
}
