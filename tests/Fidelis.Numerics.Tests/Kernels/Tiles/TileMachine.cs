using Iced.Intel;

namespace Fidelis.Numerics.Tests.Kernels.Tiles;

/// <summary>
/// A model of the few instructions that the tile kernels are made of: general registers, eight tiles, 32 registers of 16 values, and memory of which only what was
/// granted may be touched. It stands for processors that have tiles or products of pairs, and follows the Intel 64 and IA-32 Architectures Software Developer's
/// Manual, volume 2.
/// </summary>
internal sealed unsafe class TileMachine
{
    private const int MostInstructions = 1_000_000;

    private static readonly Register[] Preserved = [Register.RBX, Register.RBP, Register.RSP, Register.R12, Register.R13, Register.R14, Register.R15];

    private readonly Dictionary<Register, long> registers = [];
    private readonly List<(long Start, long Length, bool IsWritable)> grants = [];
    private readonly byte[][] tiles = [.. Enumerable.Range(0, 8).Select(_ => new byte[16 * 64])];
    private readonly (int Rows, int RowBytes)[] shapes = new (int, int)[8];
    private readonly float[][] vectors = [.. Enumerable.Range(0, 32).Select(_ => new float[16])];
    private bool isZero;

    /// <summary>Gets whether tiles are configured.</summary>
    public bool IsConfigured { get; private set; }

    /// <summary>Gets the number of products of tiles so far.</summary>
    public int ProductCount { get; private set; }

    /// <summary>Lets code read memory, or write it too.</summary>
    public void Grant(void* memory, long bytes, bool isWritable) => grants.Add(((long)memory, bytes, isWritable));

    /// <summary>Takes all grants back.</summary>
    public void RevokeAll() => grants.Clear();

    /// <summary>Runs a function of one argument to its return.</summary>
    public void Call(byte[] code, void* argument)
    {
        // Whatever the caller left in the registers.
        for (Register register = Register.RAX; register <= Register.R15; register++)
        {
            registers[register] = 0x0BAD_0BAD_0BAD_0BAD;
        }

        registers[Register.RDI] = (long)argument;
        Dictionary<ulong, Instruction> program = [];
        Decoder decoder = Decoder.Create(64, code);
        while (decoder.IP < (ulong)code.Length)
        {
            program.Add(decoder.IP, decoder.Decode());
        }

        ulong next = 0;
        for (int i = 0; i < MostInstructions; i++)
        {
            Assert.True(program.TryGetValue(next, out Instruction instruction), $"There must be an instruction at {next}.");
            if (instruction.Mnemonic == Mnemonic.Ret)
            {
                return;
            }

            next = instruction.NextIP;
            if (instruction.FlowControl == FlowControl.ConditionalBranch)
            {
                bool isTaken = instruction.Mnemonic == Mnemonic.Je ? isZero : instruction.Mnemonic == Mnemonic.Jne ? !isZero : throw Unknown(instruction);
                next = isTaken ? instruction.NearBranchTarget : next;
            }
            else
            {
                Execute(instruction);
            }
        }

        Assert.Fail("The code must return, but it did not.");
    }

    private static InvalidOperationException Unknown(in Instruction instruction) => new($"The model has no instruction '{instruction}'.");

    private static int TileOf(Register register) => register - Register.TMM0;

    private static int VectorOf(Register register)
    {
        Assert.True(register.IsZMM(), $"{register} must be a register of 512 bits.");
        return register - Register.ZMM0;
    }

    private void Execute(in Instruction instruction)
    {
        switch (instruction.Mnemonic)
        {
            case Mnemonic.Mov:
                Write(instruction, Second(instruction));
                break;
            case Mnemonic.Add:
                Write(instruction, registers[instruction.Op0Register] + Second(instruction));
                isZero = registers[instruction.Op0Register] == 0;
                break;
            case Mnemonic.Shl:
                Write(instruction, registers[instruction.Op0Register] << (int)Second(instruction));
                isZero = registers[instruction.Op0Register] == 0;
                break;
            case Mnemonic.Dec:
                Write(instruction, registers[instruction.Op0Register] - 1);
                isZero = registers[instruction.Op0Register] == 0;
                break;
            case Mnemonic.Test:
                isZero = (registers[instruction.Op0Register] & registers[instruction.Op1Register]) == 0;
                break;
            case Mnemonic.Ldtilecfg:
                Configure(instruction);
                break;
            case Mnemonic.Tilerelease:
                IsConfigured = false;
                break;
            case Mnemonic.Tileloadd:
                Load(instruction);
                break;
            case Mnemonic.Tilestored:
                Store(instruction);
                break;
            case Mnemonic.Tdpbf16ps:
                Multiply(TileOf(instruction.Op0Register), TileOf(instruction.Op1Register), TileOf(instruction.Op2Register));
                break;
            case Mnemonic.Vmovups:
                Move(instruction);
                break;
            case Mnemonic.Vpbroadcastd:
                Array.Fill(vectors[VectorOf(instruction.Op0Register)], *(float*)Granted(Address(instruction), sizeof(float), isWrite: false));
                break;
            case Mnemonic.Vdpbf16ps:
                MultiplyPairs(vectors[VectorOf(instruction.Op0Register)], vectors[VectorOf(instruction.Op1Register)], vectors[VectorOf(instruction.Op2Register)]);
                break;
            case Mnemonic.Vzeroupper:
                break;
            default:
                throw Unknown(instruction);
        }
    }

    private void Move(in Instruction instruction)
    {
        bool isLoad = instruction.Op0Kind == OpKind.Register;
        Span<float> memory = new(Granted(Address(instruction), 64, isWrite: !isLoad), 16);
        Span<float> vector = vectors[VectorOf(isLoad ? instruction.Op0Register : instruction.Op1Register)];
        (isLoad ? memory : vector).CopyTo(isLoad ? vector : memory);
    }

    /// <summary>Adds the products of the upper halves and then those of the lower ones, each rounded once.</summary>
    private void MultiplyPairs(float[] sums, float[] left, float[] right)
    {
        ProductCount++;
        for (int i = 0; i < sums.Length; i++)
        {
            float sum = Flush(MathF.FusedMultiplyAdd(Half(left[i], 0), Half(right[i], 0), Flush(sums[i])));
            sums[i] = Flush(MathF.FusedMultiplyAdd(Half(left[i], 16), Half(right[i], 16), sum));
        }

        static float Half(float pair, int shift) => Flush(BitConverter.UInt32BitsToSingle((BitConverter.SingleToUInt32Bits(pair) << shift) & 0xFFFF0000));
    }

    private void Write(in Instruction instruction, long value)
    {
        Register register = instruction.Op0Register;
        Assert.True(register.IsGPR64(), $"'{instruction}' must write a register of 64 bits.");
        Assert.DoesNotContain(register, Preserved);
        registers[register] = value;
    }

    private long Second(in Instruction instruction) => instruction.Op1Kind switch
    {
        OpKind.Register => registers[instruction.Op1Register],
        OpKind.Memory => *(long*)Granted(Address(instruction), sizeof(long), isWrite: false),
        _ => (long)instruction.GetImmediate(1),
    };

    private long Address(in Instruction instruction) => registers[instruction.MemoryBase] + (long)instruction.MemoryDisplacement64;

    private long Step(in Instruction instruction) => registers[instruction.MemoryIndex] * instruction.MemoryIndexScale;

    private byte* Granted(long address, int bytes, bool isWrite)
    {
        Assert.True(
            grants.Exists(grant => address >= grant.Start && address + bytes <= grant.Start + grant.Length && (grant.IsWritable || !isWrite)),
            $"{bytes} bytes at {address:x} must not be {(isWrite ? "written" : "read")}.");
        return (byte*)address;
    }

    private void Configure(in Instruction instruction)
    {
        Assert.Equal(Register.None, instruction.MemoryIndex);
        byte* configuration = Granted(Address(instruction), 64, isWrite: false);
        Assert.Equal(1, configuration[0]);
        for (int i = 1; i < 64; i++)
        {
            bool isUsed = i is (>= 16 and < 32) or (>= 48 and < 56);
            Assert.True(isUsed || configuration[i] == 0, $"Byte {i} of the configuration is reserved or starts in the midst of a tile.");
        }

        for (int tile = 0; tile < 8; tile++)
        {
            shapes[tile] = (configuration[48 + tile], ((ushort*)configuration)[8 + tile]);
            Assert.InRange(shapes[tile].Rows, 1, 16);
            Assert.InRange(shapes[tile].RowBytes, 1, 64);
            tiles[tile].AsSpan().Clear();
        }

        IsConfigured = true;
    }

    private void Load(in Instruction instruction)
    {
        Assert.True(IsConfigured);
        int tile = TileOf(instruction.Op0Register);
        tiles[tile].AsSpan().Clear();
        for (int row = 0; row < shapes[tile].Rows; row++)
        {
            byte* source = Granted(Address(instruction) + (row * Step(instruction)), shapes[tile].RowBytes, isWrite: false);
            new ReadOnlySpan<byte>(source, shapes[tile].RowBytes).CopyTo(tiles[tile].AsSpan(64 * row));
        }
    }

    private void Store(in Instruction instruction)
    {
        Assert.True(IsConfigured);
        int tile = TileOf(instruction.Op1Register);
        for (int row = 0; row < shapes[tile].Rows; row++)
        {
            byte* destination = Granted(Address(instruction) + (row * Step(instruction)), shapes[tile].RowBytes, isWrite: true);
            tiles[tile].AsSpan(64 * row, shapes[tile].RowBytes).CopyTo(new Span<byte>(destination, shapes[tile].RowBytes));
        }
    }

    private void Multiply(int sums, int left, int right)
    {
        Assert.True(IsConfigured);
        Assert.True(sums != left && sums != right && left != right, "The three tiles must differ.");
        Assert.Equal(shapes[sums].Rows, shapes[left].Rows);
        Assert.Equal(shapes[sums].RowBytes, shapes[right].RowBytes);
        Assert.Equal(shapes[left].RowBytes, 4 * shapes[right].Rows);
        ProductCount++;
        Span<float> even = stackalloc float[16];
        Span<float> odd = stackalloc float[16];
        for (int row = 0; row < shapes[sums].Rows; row++)
        {
            even.Clear();
            odd.Clear();
            for (int pair = 0; pair < shapes[right].Rows; pair++)
            {
                for (int column = 0; column < shapes[right].RowBytes / 4; column++)
                {
                    even[column] = Flush(MathF.FusedMultiplyAdd(Bfloat(left, row, 2 * pair), Bfloat(right, pair, 2 * column), even[column]));
                    odd[column] = Flush(MathF.FusedMultiplyAdd(Bfloat(left, row, (2 * pair) + 1), Bfloat(right, pair, (2 * column) + 1), odd[column]));
                }
            }

            for (int column = 0; column < shapes[sums].RowBytes / 4; column++)
            {
                Span<byte> place = tiles[sums].AsSpan((64 * row) + (4 * column), 4);
                float sum = Flush(BitConverter.ToSingle(place)) + Flush(even[column] + odd[column]);
                BitConverter.TryWriteBytes(place, Flush(sum));
            }
        }
    }

    private float Bfloat(int tile, int row, int index)
    {
        int place = (64 * row) + (2 * index);
        return Flush(BitConverter.Int32BitsToSingle((tiles[tile][place] << 16) | (tiles[tile][place + 1] << 24)));
    }

    private static float Flush(float value) => float.IsSubnormal(value) ? MathF.CopySign(0, value) : value;
}
