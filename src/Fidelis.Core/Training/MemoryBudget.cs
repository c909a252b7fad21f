namespace Fidelis.Training;

/// <summary>The memory that decoded images may occupy from epoch to epoch.</summary>
/// <param name="limitBytes">The bytes, not negative.</param>
internal sealed class MemoryBudget(long limitBytes)
{
    private long reservedBytes;

    /// <summary>Takes half of what the runtime knows to be free on the machine or in the container.</summary>
    /// <returns>The budget at this moment.</returns>
    public static MemoryBudget Detect() => new(FindFreeBytes() / 2);

    /// <summary>Finds what the runtime knows to be free on the machine or in the container.</summary>
    /// <returns>The bytes at this moment.</returns>
    public static long FindFreeBytes()
    {
        GCMemoryInfo memory = GC.GetGCMemoryInfo();

        // The load is that of the last collection: zero before the first, which leaves the limit as the only bound.
        return Math.Max(0, memory.TotalAvailableMemoryBytes - memory.MemoryLoadBytes);
    }

    /// <summary>Sets memory aside where there is enough.</summary>
    /// <param name="bytes">The bytes that would be held besides those of earlier calls.</param>
    /// <returns>Whether they are set aside.</returns>
    public bool TryReserve(long bytes)
    {
        if (bytes > limitBytes - reservedBytes)
        {
            return false;
        }

        reservedBytes += bytes;
        return true;
    }
}
