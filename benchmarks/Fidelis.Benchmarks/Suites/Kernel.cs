using Fidelis.Numerics.Threading;

namespace Fidelis.Benchmarks.Suites;

/// <summary>A kernel on operands of one size, in the registers of one instruction set.</summary>
/// <param name="name">What is computed.</param>
/// <param name="size">The sizes.</param>
/// <param name="work">What has to be done.</param>
/// <param name="registers">What it is computed in.</param>
/// <param name="prepare">Makes the operands and gives back what is measured.</param>
public sealed class Kernel(string name, string size, Work work, RegisterSet registers, Func<Action> prepare)
{
    /// <summary>Gets what is computed.</summary>
    public string Name { get; } = name;

    /// <summary>Gets the sizes.</summary>
    public string Size { get; } = size;

    /// <summary>Gets what has to be done.</summary>
    public Work Work { get; } = work;

    /// <summary>Gets what it is computed in.</summary>
    public RegisterSet Registers { get; } = registers;

    /// <summary>Gets the threads that it may occupy.</summary>
    public int Threads { get; init; } = Parallelism.ThreadCount;

    /// <summary>Gets the roofs of the machine in the moment of measuring.</summary>
    public Roofs.MachineRoofs Roofs { get; private set; }

    /// <summary>Makes the operands, and measures the roofs at the same number of threads.</summary>
    /// <returns>What is measured.</returns>
    public Action Prepare()
    {
        Parallelism.ThreadCount = Threads;
        Numerics.Kernels.InstructionSets.Force(Registers.Tier);
        Action run = prepare();
        Roofs = Benchmarks.Roofs.MachineRoofs.Measure(Work.Format, Registers.Bits, Threads);
        return run;
    }

    /// <summary>Names the kernel so that filters can choose it.</summary>
    /// <returns>The name, the sizes and the instruction set.</returns>
    public override string ToString() => $"{Name}, {Size}, {Registers.Name}";
}
