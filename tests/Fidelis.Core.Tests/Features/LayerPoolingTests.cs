using Fidelis.Features;

namespace Fidelis.Tests.Features;

public sealed class LayerPoolingTests
{
    /// <summary>2 rows, 2 columns, 2 channels.</summary>
    private static readonly float[] Map = [1, -8, 2, -6, 3, -4, 6, -2];

    [Theory]
    [InlineData(Pooling.Average, "avg", new float[] { 3, -5 })]
    [InlineData(Pooling.Maximum, "max", new float[] { 6, -2 })]
    [InlineData(Pooling.Flatten, "flatten", new float[] { 1, -8, 2, -6, 3, -4, 6, -2 })]
    public void Apply_Map_PoolsRowsAndColumns(Pooling rule, string id, float[] expected)
    {
        LayerPooling pooling = new([2, 2, 2], rule);
        float[] features = new float[pooling.FeatureCount];
        pooling.Apply(Map, features);

        Assert.Equal(expected, features);
        Assert.Equal(id, pooling.Id);

        // Nothing of one image stays for the next.
        pooling.Apply(Map, features);
        Assert.Equal(expected, features);
    }

    [Theory]
    [InlineData(Pooling.Average)]
    [InlineData(Pooling.Maximum)]
    [InlineData(Pooling.Flatten)]
    public void Apply_Vector_IsTakenAsItIs(Pooling rule)
    {
        LayerPooling pooling = new([8], rule);
        float[] features = new float[8];
        pooling.Apply(Map, features);

        Assert.Equal(Map, features);
        Assert.Equal("none", pooling.Id);
    }

    [Fact]
    public void Apply_LargeMap_AveragesInDoublePrecision()
    {
        // In float32 the sum of 2^24 + 1 ones and a thousand more would stop growing; in float64 it is exact.
        LayerPooling pooling = new([1, 1001, 1], Pooling.Average);
        float[] map = new float[1001];
        map.AsSpan().Fill(1);
        map[0] = 1 << 24;
        float[] mean = new float[1];
        pooling.Apply(map, mean);

        Assert.Equal((float)(((1 << 24) + 1000) / 1001.0), mean[0]);
    }

    [Fact]
    public void Apply_NotANumber_StaysVisible()
    {
        float[] result = new float[1];
        new LayerPooling([1, 3, 1], Pooling.Maximum).Apply([1, float.NaN, 2], result);
        Assert.Equal(float.NaN, result[0]);
        new LayerPooling([1, 3, 1], Pooling.Average).Apply([1, float.NaN, 2], result);
        Assert.Equal(float.NaN, result[0]);
    }
}
