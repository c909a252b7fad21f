namespace Fidelis.Training;

/// <summary>The memory that decoded images may occupy from epoch to epoch.</summary>
/// <param name="limitBytes">The bytes, not negative.</param>
internal sealed class MemoryBudget(long limitBytes)
{
    // What is believed to be free whatever the system says: its load counts pages of files that it would drop for whoever needs them.
    private const long AlwaysFreeBytes = 64 << 20;

    private long reservedBytes;

    /// <summary>Takes half of what the runtime knows to be free on the machine or in the container.</summary>
    /// <returns>The budget at this moment.</returns>
    public static MemoryBudget Detect() => new(FindFreeBytes() / 2);

    /// <summary>Finds what the runtime knows to be free on the machine or in the container.</summary>
    /// <returns>The bytes at this moment.</returns>
    public static long FindFreeBytes()
    {
        // Load and commitment are those of the last collection: zero before the first, which leaves the limit as the only bound.
        GCMemoryInfo memory = GC.GetGCMemoryInfo();
        return FreeBytes(memory.TotalAvailableMemoryBytes, memory.TotalCommittedBytes, memory.HighMemoryLoadThresholdBytes, memory.MemoryLoadBytes);
    }

    /// <summary>Finds what is free by the limit of this process and by the load of the machine or container, which is another measure.</summary>
    /// <param name="limitBytes">What this process may take; all of the machine where nothing limits it, and three quarters of a container.</param>
    /// <param name="committedBytes">What this process has taken of that.</param>
    /// <param name="highLoadBytes">What the runtime calls a high load of the machine or container.</param>
    /// <param name="loadBytes">The load of the machine or container.</param>
    /// <returns>The bytes.</returns>
    internal static long FreeBytes(long limitBytes, long committedBytes, long highLoadBytes, long loadBytes) =>
        Math.Max(AlwaysFreeBytes, Math.Min(limitBytes - committedBytes, Math.Max(limitBytes, highLoadBytes) - loadBytes));

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
