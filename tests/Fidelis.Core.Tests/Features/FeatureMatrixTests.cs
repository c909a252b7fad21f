using Fidelis.Features;

namespace Fidelis.Tests.Features;

public sealed class FeatureMatrixTests
{
    [Theory]
    [InlineData(1, 3, 1)]
    [InlineData(7, 3, 9)]
    [InlineData(9, 3, 9)]
    [InlineData(10, 3, 9)]
    [InlineData(1000, 5, 64)]
    [InlineData(20_000, 2, 1 << 24)]
    [InlineData(3, 100, 10)]
    public void Append_AnyNumberOfRows_GivesThemBackWhateverTheChunks(int rows, int columns, int chunkElements)
    {
        FeatureMatrixBuilder builder = new(columns, chunkElements);
        for (int i = 0; i < rows; i++)
        {
            builder.Append([.. Enumerable.Range(0, columns).Select(j => (float)((i * columns) + j))]);
        }

        FeatureMatrix matrix = builder.Build();

        Assert.Equal(rows, matrix.RowCount);
        Assert.Equal(columns, matrix.Columns);
        float expected = 0;
        for (int i = 0; i < rows; i++)
        {
            foreach (float value in matrix.Row(i))
            {
                Assert.Equal(expected++, value);
            }
        }

        long seen = 0;
        for (int chunk = 0; chunk < matrix.ChunkCount; chunk++)
        {
            Assert.Equal(seen, (long)chunk * matrix.RowsPerChunk);
            Assert.Equal(seen * columns, matrix.Chunk(chunk)[0]);
            Assert.InRange(matrix.Chunk(chunk).Length, columns, Math.Max(chunkElements, columns));
            seen += matrix.Chunk(chunk).Length / columns;
        }

        Assert.Equal(rows, seen);
    }

    [Theory]
    [InlineData(1, 3, 9, 0)]
    [InlineData(10, 3, 9, 0)]
    [InlineData(1000, 5, 64, 0)]
    [InlineData(10, 3, 9, 2)]
    [InlineData(20_000, 2, 1 << 24, 9000)]
    public void AppendEmpty_KnownNumber_FillsTheSameChunksAsRowByRow(int rows, int columns, int chunkElements, int before)
    {
        FeatureMatrixBuilder single = new(columns, chunkElements);
        FeatureMatrixBuilder together = new(columns, chunkElements);
        for (int i = 0; i < rows; i++)
        {
            single.Append([.. Enumerable.Range(0, columns).Select(j => (float)((i * columns) + j))]);
        }

        for (int i = 0; i < before; i++)
        {
            together.Append([.. Enumerable.Range(0, columns).Select(j => (float)((i * columns) + j))]);
        }

        while (together.RowCount < rows)
        {
            long first = together.RowCount;
            Span<float> values = together.AppendEmpty(rows - first);
            for (int i = 0; i < values.Length; i++)
            {
                values[i] = (first * columns) + i;
            }
        }

        FeatureMatrix expected = single.Build();
        FeatureMatrix actual = together.Build();
        Assert.Equal(expected.RowCount, actual.RowCount);
        Assert.Equal(expected.ChunkCount, actual.ChunkCount);
        Assert.All(Enumerable.Range(0, expected.ChunkCount), chunk => Assert.Equal(expected.Chunk(chunk), actual.Chunk(chunk)));
    }

    [Fact]
    public void Build_NoRows_IsEmpty()
    {
        FeatureMatrix matrix = new FeatureMatrixBuilder(3).Build();

        Assert.Equal(0, matrix.RowCount);
        Assert.Equal(0, matrix.ChunkCount);
        Assert.Throws<ArgumentOutOfRangeException>(() => matrix.Row(0).Length);
    }

    [Fact]
    public void Constructor_OneArray_SharesIt()
    {
        FeatureMatrix matrix = new(2, [1, 2, 3, 4, 5, 6]);

        Assert.Equal(3, matrix.RowCount);
        Assert.Equal([3, 4], matrix.Row(1).ToArray());
        Assert.Equal(6, matrix.Chunk(0).Length);
        Assert.Throws<ArgumentException>(() => new FeatureMatrix(4, new float[6]));
        Assert.Equal(0, new FeatureMatrix(4, []).RowCount);
    }

    [Fact]
    public void Row_OutsideOfTheMatrix_Throws()
    {
        FeatureMatrix matrix = new(2, [1, 2]);

        Assert.Throws<ArgumentOutOfRangeException>(() => matrix.Row(-1).Length);
        Assert.Throws<ArgumentOutOfRangeException>(() => matrix.Row(1).Length);
    }

    [Fact]
    public void Append_RowOfAnotherLength_Throws() =>
        Assert.Throws<ArgumentException>(() => new FeatureMatrixBuilder(3).Append([1, 2]));

    [Fact]
    public void Select_RowsInAnyOrder_CopiesThem()
    {
        FeatureMatrix selected = new FeatureMatrix(1, [10, 11, 12]).Select([2, 0, 2]);

        Assert.Equal([12, 10, 12], selected.Chunk(0).ToArray());
    }

    [Fact]
    public void Select_OfASet_TakesEverythingOfItsImages()
    {
        FeatureSet set = new(new FeatureMatrix(1, [1, 2, 3]), new FeatureMatrix(2, [1, 0, 0, 1, 1, 0]), ["a", "b", "c"], ["x", null, "y"], "text", "hash", ["p", "q"]);

        FeatureSet selected = set.Select([2, 1]);

        Assert.Equal(2, selected.Count);
        Assert.Equal([3, 2], selected.Features!.Chunk(0).ToArray());
        Assert.Equal([1, 0, 0, 1], selected.Probabilities!.Chunk(0).ToArray());
        Assert.Equal(["c", "b"], selected.Paths);
        Assert.Equal(["y", null], selected.Labels);
        Assert.Equal("text", selected.ProtocolText);
    }
}
