using Iced.Intel;
using static Iced.Intel.AssemblerRegisters;

namespace Fidelis.Numerics.Kernels.Tiles;

/// <summary>
/// Writes the machine code of tile products. The functions follow the calling convention of x64 on Linux and use none of the registers that
/// a function must preserve.
/// </summary>
/// <remarks>
/// <code>
///             T6   T7        right
///   T4        T0   T1        left  x  right: four sums of 16 x 16, which take turns, so that each product waits for none
///   T5        T2   T3
///   left
/// </code>
/// A chunk of <see cref="ProductPrecision.Exact"/> is 12 products of 16 cycles each and 8 loads, of <see cref="ProductPrecision.Fast"/> 4
/// products and 4 loads: the products are what takes the time, where the right factor comes from the first-level cache and the left one
/// from the second.
/// </remarks>
internal static class TileCode
{
    private static readonly AssemblerRegisterTMM[] Sums = [tmm0, tmm1, tmm2, tmm3];
    private static readonly AssemblerRegisterTMM[] LeftTiles = [tmm4, tmm5];
    private static readonly AssemblerRegisterTMM[] RightTiles = [tmm6, tmm7];

    /// <summary>Writes the function that sets the tiles of a thread up: <c>void f(byte* configuration)</c>.</summary>
    /// <returns>The code, which runs at any address.</returns>
    public static byte[] Configure() => MachineCode.Write(code =>
    {
        code.ldtilecfg(__[rdi]);
        code.ret();
    });

    /// <summary>Writes the function that gives the tiles of a thread back, so that nothing has to save them any more: <c>void f()</c>.</summary>
    /// <returns>The code, which runs at any address.</returns>
    public static byte[] Release() => MachineCode.Write(code =>
    {
        code.tilerelease();
        code.ret();
    });

    /// <summary>Writes the function that adds a product: <c>void f(TileProduct* product)</c>.</summary>
    /// <param name="precision">The precision.</param>
    /// <returns>The code, which runs at any address.</returns>
    public static byte[] Multiply(ProductPrecision precision) => MachineCode.Write(code =>
    {
        Label next = code.CreateLabel();
        Label end = code.CreateLabel();
        int chunkBytes = TileKernel.ChunkBytes(precision);
        int low = 2 * TileKernel.TileBytes;
        code.mov(rsi, __[rdi + 0]);
        code.mov(rdx, __[rdi + 8]);
        code.mov(r10, __[rdi + 48]);
        code.mov(r9, TileKernel.RowBytes);
        LocateSums(code, 16);
        for (int i = 0; i < Sums.Length; i++)
        {
            code.tileloadd(Sums[i], SumsOf(i));
        }

        code.test(r10, r10);
        code.jz(end);
        code.Label(ref next);
        if (precision == ProductPrecision.Exact)
        {
            Load(code, LeftTiles, rsi, 0);
            Load(code, RightTiles, rdx, low);
            MultiplyTiles(code);
            Load(code, RightTiles, rdx, 0);
            MultiplyTiles(code);
            Load(code, LeftTiles, rsi, low);
            MultiplyTiles(code);
        }
        else
        {
            Load(code, LeftTiles, rsi, 0);
            Load(code, RightTiles, rdx, 0);
            MultiplyTiles(code);
        }

        code.add(rsi, chunkBytes);
        code.add(rdx, chunkBytes);
        code.dec(r10);
        code.jnz(next);
        code.Label(ref end);
        LocateSums(code, 32);
        for (int i = 0; i < Sums.Length; i++)
        {
            code.tilestored(SumsOf(i), Sums[i]);
        }

        code.ret();
    });

    /// <summary>Puts the address of the upper two tiles of sums into RAX, that of the lower two into R8, and the step between rows into RCX.</summary>
    private static void LocateSums(Assembler code, int field)
    {
        code.mov(rax, __[rdi + field]);
        code.mov(rcx, __[rdi + field + 8]);
        code.mov(r8, rcx);
        code.shl(r8, 4);
        code.add(r8, rax);
    }

    private static AssemblerMemoryOperand SumsOf(int index) => __[(index < 2 ? rax : r8) + rcx + (index % 2 * TileKernel.RowBytes)];

    private static void Load(Assembler code, AssemblerRegisterTMM[] tiles, AssemblerRegister64 part, int offset)
    {
        for (int i = 0; i < tiles.Length; i++)
        {
            code.tileloadd(tiles[i], __[part + r9 + (offset + (i * TileKernel.TileBytes))]);
        }
    }

    private static void MultiplyTiles(Assembler code)
    {
        for (int i = 0; i < Sums.Length; i++)
        {
            code.tdpbf16ps(Sums[i], LeftTiles[i / 2], RightTiles[i % 2]);
        }
    }
}
