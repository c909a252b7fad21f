using System.Globalization;
using System.Runtime.Intrinsics.X86;

namespace Fidelis.Numerics.Kernels;

/// <summary>The data caches that a core has for itself, by which work is cut into pieces that stay in them.</summary>
/// <remarks>
/// <para>
/// The machine is asked once, when the first product is computed. Processors of x86 tell by CPUID: leaf 4 (Intel, "Software Developer's
/// Manual", volume 2A) or leaf 8000001Dh, in the same layout (AMD, "Architecture Programmer's Manual", volume 3). Linux tells in
/// <c>/sys/devices/system/cpu/cpu0/cache</c> on all others. Where neither says anything, or nothing that a processor has, the defaults stand.
/// </para>
/// <para>
/// Sizes decide how many rows, columns and tiles are worked on at once, never which terms are added in which order: digits are the same whatever they are.
/// </para>
/// </remarks>
/// <param name="FirstLevelBytes">The bytes of the first-level data cache.</param>
/// <param name="SecondLevelBytes">The bytes of the second-level cache.</param>
internal sealed record ProcessorCaches(int FirstLevelBytes, int SecondLevelBytes)
{
    // What an emulator or a hypervisor may make up, and no processor of 64 bits has had.
    private const int SmallestFirstLevel = 1 << 13;
    private const int LargestFirstLevel = 1 << 20;
    private const int SmallestSecondLevel = 1 << 17;
    private const int LargestSecondLevel = 1 << 26;

    private const uint VendorLeaf = 0;
    private const uint IntelCaches = 4;
    private const uint LargestExtendedLeaf = 0x8000_0000;
    private const uint AmdFeatures = 0x8000_0001;
    private const uint AmdCaches = 0x8000_001D;

    // AMD64 "topology extensions", without which its leaf of caches is reserved.
    private const int TopologyExtensions = 1 << 22;

    private const string SystemFolder = "/sys/devices/system/cpu/cpu0/cache";

    private static readonly Lazy<ProcessorCaches> OfThisMachine = new(Ask);

    private static ProcessorCaches? chosen;

    /// <summary>Gets what is taken where a machine says nothing: as little as today's processors have, so that work fits everywhere.</summary>
    public static ProcessorCaches Default { get; } = new(32 << 10, 512 << 10);

    /// <summary>Gets the caches that products are cut by: those of this machine, unless others are forced.</summary>
    public static ProcessorCaches Active => Volatile.Read(ref chosen) ?? OfThisMachine.Value;

    /// <summary>Gets the bytes of a panel of filters or of a right factor that a tile of sums runs along: what is left of the first level goes to the other factor.</summary>
    public int PanelBytes => FirstLevelBytes / 4 * 3;

    /// <summary>Gets the bytes of the inputs of a piece of work, which all panels are multiplied with: what is left of the second level goes to panels and results.</summary>
    public int PieceBytes => SecondLevelBytes / 2;

    /// <summary>Chooses the caches for every product that starts from now on, to see that no digit depends on them.</summary>
    /// <param name="caches">The caches, or <see langword="null"/> for those of this machine.</param>
    public static void Force(ProcessorCaches? caches) => Volatile.Write(ref chosen, caches);

    /// <summary>Reads what CPUID tells.</summary>
    /// <param name="cpuId">Gives the registers EAX, EBX, ECX and EDX of a leaf and a part of it.</param>
    /// <returns>The caches, with the default for each of which nothing plausible is told.</returns>
    public static ProcessorCaches OfLeaves(Func<uint, uint, (int Eax, int Ebx, int Ecx, int Edx)> cpuId)
    {
        Sizes sizes = new();
        if ((uint)cpuId(VendorLeaf, 0).Eax >= IntelCaches)
        {
            sizes.AddLeaf(cpuId, IntelCaches);
        }

        if ((uint)cpuId(LargestExtendedLeaf, 0).Eax >= AmdCaches && (cpuId(AmdFeatures, 0).Ecx & TopologyExtensions) != 0)
        {
            sizes.AddLeaf(cpuId, AmdCaches);
        }

        return sizes.Plausible();
    }

    /// <summary>Reads what Linux tells.</summary>
    /// <param name="folder">A folder with <c>index0/level</c>, <c>index0/type</c>, <c>index0/size</c> and so on.</param>
    /// <returns>The caches, with the default for each of which nothing plausible is told.</returns>
    public static ProcessorCaches OfFolder(string folder)
    {
        Sizes sizes = new();
        try
        {
            for (int index = 0; Directory.Exists(Path.Combine(folder, $"index{index}")); index++)
            {
                string Text(string name) => File.ReadAllText(Path.Combine(folder, $"index{index}", name)).Trim();
                if (Text("type") is "Data" or "Unified"
                    && int.TryParse(Text("level"), NumberStyles.None, CultureInfo.InvariantCulture, out int level)
                    && Text("size") is [.. string kibibytes, 'K']
                    && long.TryParse(kibibytes, NumberStyles.None, CultureInfo.InvariantCulture, out long size))
                {
                    sizes.Add(level, size << 10);
                }
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A sandbox hides the files: the defaults are slower at most.
        }

        return sizes.Plausible();
    }

    private static ProcessorCaches Ask() =>
        X86Base.IsSupported ? OfLeaves((leaf, part) => X86Base.CpuId((int)leaf, (int)part))
        : OperatingSystem.IsLinux() ? OfFolder(SystemFolder)
        : Default;

    /// <summary>What a machine tells, level by level.</summary>
    private struct Sizes
    {
        private const int DataCache = 1;
        private const int UnifiedCache = 3;

        // No processor has as many; an emulator that never ends its list is not followed for ever.
        private const uint LargestPartCount = 16;

        private long first;
        private long second;

        public void Add(int level, long bytes)
        {
            first = level == 1 ? bytes : first;
            second = level == 2 ? bytes : second;
        }

        public void AddLeaf(Func<uint, uint, (int Eax, int Ebx, int Ecx, int Edx)> cpuId, uint leaf)
        {
            for (uint part = 0; part < LargestPartCount; part++)
            {
                (int eax, int ebx, int ecx, _) = cpuId(leaf, part);
                int type = eax & 0x1F;
                if (type == 0)
                {
                    return;
                }

                if (type is DataCache or UnifiedCache)
                {
                    // Each number is told as one less: ways, partitions and bytes of a line in EBX, sets in ECX.
                    long ways = ((uint)ebx >> 22) + 1;
                    long partitions = (((uint)ebx >> 12) & 0x3FF) + 1;
                    long line = ((uint)ebx & 0xFFF) + 1;
                    Add((eax >> 5) & 0x7, ways * partitions * line * ((uint)ecx + 1L));
                }
            }
        }

        public readonly ProcessorCaches Plausible() => new(
            first is >= SmallestFirstLevel and <= LargestFirstLevel ? (int)first : Default.FirstLevelBytes,
            second is >= SmallestSecondLevel and <= LargestSecondLevel ? (int)second : Default.SecondLevelBytes);
    }
}
