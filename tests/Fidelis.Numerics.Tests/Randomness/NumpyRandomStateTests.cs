using System.Text.Json;
using Fidelis.Numerics.Randomness;
using Fidelis.Testing;

namespace Fidelis.Numerics.Tests.Randomness;

public sealed class NumpyRandomStateTests
{
    [Fact]
    public void EveryMethod_AgainstNumpy_GivesItsSequence()
    {
        foreach (JsonElement sequences in Golden.Load("numerics", "random").GetProperty("numpy").EnumerateArray())
        {
            uint seed = sequences.GetProperty("seed").GetUInt32();
            NumpyRandomState generator = new(seed);
            Assert.Equal(sequences.GetProperty("uint32").Doubles(), Draw(1300, () => generator.NextUInt32()));
            generator = new(seed);
            Assert.Equal(sequences.GetProperty("rand").Doubles(), Draw(700, generator.NextDouble));
            generator = new(seed);

            // Logarithm and root of two platforms may differ by one unit in the last place each.
            NumericAssert.Close(sequences.GetProperty("randn").Doubles(), Draw(501, generator.NextGaussian), 0, 5e-16);
            foreach (JsonElement row in sequences.GetProperty("randint").EnumerateArray())
            {
                generator = new(seed);
                Assert.Equal(row[1].Doubles(), Draw(40, () => generator.NextInt32(row[0].GetInt32())));
            }

            foreach (JsonElement row in sequences.GetProperty("permutation").EnumerateArray())
            {
                Assert.Equal(row[1].Integers(), new NumpyRandomState(seed).Permutation(row[0].GetInt32()));
            }

            foreach (JsonElement row in sequences.GetProperty("choice").EnumerateArray())
            {
                Assert.Equal(row[2].Integers(), new NumpyRandomState(seed).Choice(row[0].GetInt32(), row[1].GetInt32()));
            }

            JsonElement mixed = sequences.GetProperty("mixed");
            generator = new(seed);
            Assert.Equal(mixed[0].GetDouble(), generator.NextDouble());
            Assert.Equal(mixed[1].Integers(), generator.Permutation(5));
            NumericAssert.Close(mixed[2].GetDouble(), generator.NextGaussian(), 0, 5e-16);
            Assert.Equal(mixed[3].GetDouble(), generator.NextDouble());
            NumericAssert.Close(mixed[4].GetDouble(), generator.NextGaussian(), 0, 5e-16);
            Assert.Equal(mixed[5].GetInt32(), generator.NextInt32(7));
        }
    }

    // Numbers that were published with the metrics' definitions.
    [Fact]
    public void Seed2020_PublishedValues_AreEqual()
    {
        Assert.Equal([2, 4, 9, 1, 5, 7, 6, 3, 8, 0], new NumpyRandomState(2020).Permutation(10));
        Assert.Equal([2, 4, 9, 1], new NumpyRandomState(2020).Choice(10, 4));
        NumpyRandomState generator = new(2020);
        Assert.Equal([0.9862768288615988, 0.8733919458206546, 0.5097455249715815], Draw(3, generator.NextDouble));
        generator = new(2020);
        Assert.Equal([4236026720, 639299976, 3751189827], Draw(3, () => generator.NextUInt32()));
    }

    [Fact]
    public void Arguments_OutOfRange_AreRefused()
    {
        NumpyRandomState generator = new(0);
        Assert.Throws<ArgumentOutOfRangeException>(() => generator.Permutation(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => generator.Choice(3, 4));
        Assert.Throws<ArgumentOutOfRangeException>(() => generator.Choice(3, -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => generator.NextInt32(0));
    }

    private static double[] Draw(int count, Func<double> draw) => [.. Enumerable.Range(0, count).Select(_ => draw())];
}
