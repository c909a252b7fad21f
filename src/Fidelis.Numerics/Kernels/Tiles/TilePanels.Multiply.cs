using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Fidelis.Numerics.Kernels.Tiles;

/// <content>The product of patches with the panels.</content>
/// <remarks>
/// <code>
///   the values under the patches of the piece are split into their parts, once      second-level cache
///     for each block of chunks
///       for each group of 32 places: its rows are copied into tiles                 first-level cache
///         for each panel                                                            second-level cache
///           the kernel, and the rectifier behind the last block
/// </code>
/// Each element is one chain of products of tiles over rising chunks, whatever the groups, so that its digits depend on nothing else.
/// </remarks>
internal sealed unsafe partial class TilePanels
{
    private const int GroupPlaces = TileKernel.BlockSize;

    /// <inheritdoc/>
    public override void Multiply(in PatchPiece piece, int firstPanel, int endPanel)
    {
        int places = piece.PlaceCount;
        int partCount = TileKernel.PartCount(precision);

        // Both parts of the values, an address for each place, the tiles of a group, and sums for where a group or a panel is not whole.
        nint partLength = piece.Length + Bfloat16.Slack;
        using ScratchBuffer parts = ScratchBuffer.Rent(((partCount * partLength) + 1) / 2);
        using ScratchBuffer table = ScratchBuffer.Rent(places * (long)(sizeof(float*) / sizeof(float)));
        using ScratchBuffer tiles = ScratchBuffer.Rent(runsPerBlock * blockRunChunks * (chunkBytes / sizeof(float)));
        using ScratchBuffer sums = ScratchBuffer.Rent(GroupPlaces * TileKernel.BlockSize);
        ushort* high = (ushort*)parts.Pointer;
        ushort* low = partCount == 2 ? high + partLength : null;
        float** left = (float**)table.Pointer;
        nint runStep = piece.Patches.RunStep;
        Bfloat16.Split(piece.First, piece.Length, high, low);
        kernel.Begin();
        try
        {
            for (int index = 0; index < blockCount; index++)
            {
                ChunkBlock block = Block(index);
                piece.Locate((block.FirstRun * runStep) + (block.FirstChunk * TileKernel.BlockSize), left);
                for (int place = 0; place < places; place += GroupPlaces)
                {
                    int count = Math.Min(GroupPlaces, places - place);
                    for (int i = 0; i < GroupPlaces; i++)
                    {
                        // Places that do not exist repeat the last one. Their sums are dropped.
                        nint offset = (nint)(left[place + Math.Min(i, count - 1)] - piece.First);
                        byte* row = (byte*)tiles.Pointer + (i / TileKernel.TileSize * TileKernel.TileBytes) + (i % TileKernel.TileSize * TileKernel.RowBytes);
                        CopyRow(block, high + offset, runStep, row);
                        if (low != null)
                        {
                            CopyRow(block, low + offset, runStep, row + (2 * TileKernel.TileBytes));
                        }
                    }

                    for (int panel = firstPanel; panel < endPanel; panel++)
                    {
                        MultiplyGroup(block, panel, (byte*)tiles.Pointer, piece.Results + place, count, sums.Pointer);
                    }
                }
            }
        }
        finally
        {
            kernel.End();
        }
    }

    /// <summary>Copies what a block takes of the patch of a place, 32 terms for each chunk, with zeros behind the end of a run.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void CopyRow(in ChunkBlock block, ushort* source, nint runStep, byte* row)
    {
        int rest = runLength - (block.FirstChunk * TileKernel.BlockSize);
        for (int run = 0; run < block.RunCount; run++, source += runStep)
        {
            for (int chunk = 0; chunk < block.ChunkCount; chunk++, row += chunkBytes)
            {
                Vector512<ushort> terms = Vector512.Load(source + (chunk * TileKernel.BlockSize));
                int length = rest - (chunk * TileKernel.BlockSize);
                if (length < TileKernel.BlockSize)
                {
                    terms = Vector512.ConditionalSelect(
                        Vector512.LessThan(Vector512<ushort>.Indices, Vector512.Create((ushort)length)), terms, Vector512<ushort>.Zero);
                }

                terms.Store((ushort*)row);
            }
        }
    }

    /// <summary>Adds a block to the sums of a group of places in one panel.</summary>
    private void MultiplyGroup(in ChunkBlock block, int panel, byte* tiles, float** results, int count, float* sums)
    {
        int column = panel * TileKernel.BlockSize;
        int columns = Math.Min(TileKernel.BlockSize, ColumnCount - column);
        nint step = count == GroupPlaces && columns == TileKernel.BlockSize ? StepOf(results) : 0;
        TileProduct product = new()
        {
            Left = tiles,
            Right = Panel(block, panel),
            Start = start + column,
            ChunkCount = block.RunCount * block.ChunkCount,
            Result = sums,
            ResultStep = TileKernel.BlockSize * sizeof(float),
        };
        if (!block.IsFirst)
        {
            product.Start = step != 0 ? results[0] + column : sums;
            product.StartStep = step != 0 ? step : product.ResultStep;
            for (int i = 0; i < count && step == 0; i++)
            {
                new ReadOnlySpan<float>(results[i] + column, columns).CopyTo(new Span<float>(sums + (i * TileKernel.BlockSize), columns));
            }
        }

        bool isWritten = step != 0 && (!block.IsLast || Slope == 1);
        if (isWritten)
        {
            product.Result = results[0] + column;
            product.ResultStep = step;
        }

        kernel.Multiply(precision, product);
        for (int i = 0; i < count && !isWritten; i++)
        {
            Rectify(sums + (i * TileKernel.BlockSize), results[i] + column, columns, block.IsLast ? Slope : 1);
        }
    }

    /// <summary>Gets the bytes from row to row of the results of a whole group, or 0 where they are not equally spaced.</summary>
    private static nint StepOf(float** results)
    {
        nint step = (nint)(results[1] - results[0]);
        for (int i = 2; i < GroupPlaces; i++)
        {
            if ((nint)(results[i] - results[i - 1]) != step)
            {
                return 0;
            }
        }

        return step * sizeof(float);
    }

    private static void Rectify(float* sums, float* result, int count, float slope)
    {
        int i = 0;
        for (; i <= count - TileKernel.TileSize; i += TileKernel.TileSize)
        {
            Vector512<float> sum = Vector512.Load(sums + i);
            Vector512.ConditionalSelect(Vector512.GreaterThan(sum, Vector512<float>.Zero), sum, sum * slope).Store(result + i);
        }

        for (; i < count; i++)
        {
            result[i] = sums[i] > 0 ? sums[i] : sums[i] * slope;
        }
    }
}
