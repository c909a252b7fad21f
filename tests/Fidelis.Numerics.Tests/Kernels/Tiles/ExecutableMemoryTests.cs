using System.Runtime.InteropServices;
using Fidelis.Numerics.Kernels.Tiles;
using Iced.Intel;
using static Iced.Intel.AssemblerRegisters;

namespace Fidelis.Numerics.Tests.Kernels.Tiles;

public sealed unsafe class ExecutableMemoryTests
{
    [Fact]
    public void TryStore_Functions_RunAndCannotBeWritten()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && RuntimeInformation.ProcessArchitecture == Architecture.X64, "The functions are for x64 on Linux.");
        nint[]? addresses = ExecutableMemory.TryStore(
            Write(code => code.lea(rax, __[rdi + rsi])), Write(code =>
            {
                code.mov(rax, rdi);
                code.sub(rax, rsi);
            }));
        Assert.SkipWhen(addresses is null, "This system permits no memory for machine code.");
        Assert.Equal(42, ((delegate* unmanaged<nint, nint, nint>)addresses[0])(40, 2));
        Assert.Equal(38, ((delegate* unmanaged<nint, nint, nint>)addresses[1])(40, 2));
        foreach (nint address in addresses)
        {
            Assert.StartsWith("r-x", PermissionsAt(address));
        }
    }

    private static byte[] Write(Action<Assembler> body)
    {
        Assembler code = new(bitness: 64);
        body(code);
        code.ret();
        using MemoryStream stream = new();
        code.Assemble(new StreamCodeWriter(stream), rip: 0);
        return stream.ToArray();
    }

    /// <summary>Finds the line <c>from-to permissions ...</c> of the kernel's list.</summary>
    private static string PermissionsAt(nint address)
    {
        foreach (string line in File.ReadLines("/proc/self/maps"))
        {
            string[] fields = line.Split(' ', '-');
            if (address >= Convert.ToInt64(fields[0], 16) && address < Convert.ToInt64(fields[1], 16))
            {
                return line[(line.IndexOf(' ') + 1)..];
            }
        }

        throw new InvalidOperationException($"No memory is mapped at {address:x}.");
    }
}
