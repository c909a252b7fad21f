using Iced.Intel;
using static Iced.Intel.AssemblerRegisters;

namespace Fidelis.Numerics.Kernels.Tiles;

/// <summary>
/// Writes the machine code of products of bfloat16 tiles for processors that have AVX512_BF16 and no tiles. The functions follow the calling convention of x64
/// on Linux and use none of the registers that a function must preserve.
/// </summary>
/// <remarks>
/// <code>
///              Z16   Z17        a row of the two right tiles: a pair of terms of 32 columns
///   8 x        Z0    Z8
///   a pair     Z1    Z9         the sums of 8 rows, 16 of them, take turns, so that each product waits for none
///   of terms   ..    ..
/// </code>
/// The instruction VDPBF16PS multiplies 32 pairs and takes as long as one fused float32 product of 16. For each 16 products there are 10 loads.
/// </remarks>
internal static class DotCode
{
    private const int GroupRows = 8;
    private const int PairsPerTurn = 4;

    /// <summary>Writes the function that adds a product of <see cref="ProductPrecision.Fast"/>: <c>void f(TileProduct* product)</c>.</summary>
    /// <returns>The code, which runs at any address.</returns>
    public static byte[] Multiply() => MachineCode.Write(code =>
    {
        code.mov(rax, __[rdi + 16]);
        code.mov(r8, __[rdi + 32]);
        for (int row = 0; row < TileKernel.BlockSize; row += GroupRows)
        {
            MultiplyGroup(code, row);
        }

        code.vzeroupper();
        code.ret();
    });

    /// <summary>Adds the product of eight rows. RAX and R8 point at the first of them in the start and in the result, and at the one behind them afterwards.</summary>
    private static void MultiplyGroup(Assembler code, int firstRow)
    {
        Label nextPairs = code.CreateLabel();
        Label nextChunk = code.CreateLabel();
        Label end = code.CreateLabel();
        int leftOffset = (firstRow / TileKernel.TileSize * TileKernel.TileBytes) + (firstRow % TileKernel.TileSize * TileKernel.RowBytes);
        code.mov(rcx, __[rdi + 24]);
        for (int i = 0; i < GroupRows; i++)
        {
            code.vmovups(Low(i), __zmmword_ptr[rax]);
            code.vmovups(High(i), __zmmword_ptr[rax + TileKernel.RowBytes]);
            code.add(rax, rcx);
        }

        code.mov(rsi, __[rdi + 0]);
        code.mov(rdx, __[rdi + 8]);
        code.mov(r10, __[rdi + 48]);
        code.test(r10, r10);
        code.jz(end);
        code.Label(ref nextChunk);
        code.mov(r9, TileKernel.TileSize / PairsPerTurn);
        code.Label(ref nextPairs);
        for (int pair = 0; pair < PairsPerTurn; pair++)
        {
            code.vmovups(zmm16, __zmmword_ptr[rdx + (pair * TileKernel.RowBytes)]);
            code.vmovups(zmm17, __zmmword_ptr[rdx + (TileKernel.TileBytes + (pair * TileKernel.RowBytes))]);
            for (int i = 0; i < GroupRows; i++)
            {
                code.vpbroadcastd(zmm18, __dword_ptr[rsi + (leftOffset + (i * TileKernel.RowBytes) + (pair * sizeof(uint)))]);
                code.vdpbf16ps(Low(i), zmm18, zmm16);
                code.vdpbf16ps(High(i), zmm18, zmm17);
            }
        }

        code.add(rsi, PairsPerTurn * sizeof(uint));
        code.add(rdx, PairsPerTurn * TileKernel.RowBytes);
        code.dec(r9);
        code.jnz(nextPairs);
        int chunkBytes = TileKernel.ChunkBytes(ProductPrecision.Fast);
        code.add(rsi, chunkBytes - TileKernel.RowBytes);
        code.add(rdx, chunkBytes - TileKernel.TileBytes);
        code.dec(r10);
        code.jnz(nextChunk);
        code.Label(ref end);
        code.mov(rcx, __[rdi + 40]);
        for (int i = 0; i < GroupRows; i++)
        {
            code.vmovups(__zmmword_ptr[r8], Low(i));
            code.vmovups(__zmmword_ptr[r8 + TileKernel.RowBytes], High(i));
            code.add(r8, rcx);
        }
    }

    private static AssemblerRegisterZMM Low(int row) => Registers[row];

    private static AssemblerRegisterZMM High(int row) => Registers[GroupRows + row];

    private static readonly AssemblerRegisterZMM[] Registers =
        [zmm0, zmm1, zmm2, zmm3, zmm4, zmm5, zmm6, zmm7, zmm8, zmm9, zmm10, zmm11, zmm12, zmm13, zmm14, zmm15];
}
