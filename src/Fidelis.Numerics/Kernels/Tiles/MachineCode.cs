using Iced.Intel;

namespace Fidelis.Numerics.Kernels.Tiles;

/// <summary>Assembles functions.</summary>
internal static class MachineCode
{
    /// <summary>Assembles one function for x64.</summary>
    /// <param name="function">Writes its instructions, up to the return.</param>
    /// <returns>The code, which runs at any address.</returns>
    public static byte[] Write(Action<Assembler> function)
    {
        Assembler code = new(bitness: 64);
        function(code);
        using MemoryStream stream = new();
        code.Assemble(new StreamCodeWriter(stream), rip: 0);
        return stream.ToArray();
    }
}
