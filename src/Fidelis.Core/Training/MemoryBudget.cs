using System.Globalization;
using Fidelis.Numerics.Errors;

namespace Fidelis.Training;

/// <summary>The memory that decoded images may occupy.</summary>
/// <param name="availableBytes">The bytes that are left to this process.</param>
internal sealed class MemoryBudget(long availableBytes)
{
    private const double MiB = 1 << 20;

    private long reservedBytes;

    /// <summary>Takes what the runtime knows of the memory of the machine or the container.</summary>
    /// <returns>The budget at this moment.</returns>
    public static MemoryBudget Detect()
    {
        GCMemoryInfo memory = GC.GetGCMemoryInfo();

        // The load is that of the last collection: zero before the first, which leaves the limit as the only bound.
        return new MemoryBudget(memory.TotalAvailableMemoryBytes - memory.MemoryLoadBytes);
    }

    /// <summary>Sets memory aside.</summary>
    /// <param name="bytes">The bytes that will be held besides those of earlier calls.</param>
    /// <exception cref="InputException">All of them together need more than the budget.</exception>
    public void Reserve(long bytes)
    {
        reservedBytes = checked(reservedBytes + bytes);
        if (reservedBytes > availableBytes)
        {
            throw new InputException(string.Create(
                CultureInfo.InvariantCulture,
                $"Training holds all images in memory: they need at least {reservedBytes / MiB:N0} MiB, but {availableBytes / MiB:N0} MiB are available. Train on fewer images or on a machine with more memory."));
        }
    }
}
