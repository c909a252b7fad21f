using Fidelis.Numerics.Kernels;
using Fidelis.Testing;

namespace Fidelis.Numerics.Tests.Kernels;

public sealed class ProcessorCachesTests
{
    private const uint Vendor = 0;
    private const uint Extended = 0x8000_0000;
    private const uint Features = 0x8000_0001;
    private const uint Intel = 4;
    private const uint Amd = 0x8000_001D;

    // As an EPYC of Zen 5 answers below KVM: 12 ways of 64 lines, an instruction cache, 16 ways of 1,024 lines, and 32 MB for all cores.
    private static readonly Dictionary<(uint Leaf, uint Part), (uint Eax, uint Ebx, uint Ecx)> Zen5 = new()
    {
        [(Vendor, 0)] = (0x1C, 0x68747541, 0x444D4163),
        [(Extended, 0)] = (0x8000_0021, 0x68747541, 0x444D4163),
        [(Features, 0)] = (0x00B0_0F21, 0x4000_0000, 0x0040_03F3),
        [(Amd, 0)] = (0x0121, 0x02C0_003F, 0x3F),
        [(Amd, 1)] = (0x0122, 0x01C0_003F, 0x3F),
        [(Amd, 2)] = (0x0143, 0x03C0_003F, 0x3FF),
        [(Amd, 3)] = (0x4163, 0x03C0_003F, 0x7FFF),
    };

    // As Intel's manual lays leaf 4 out, for 8 ways of 64 lines and 4 ways of 1,024 lines; the extended leaves end before AMD's.
    private static readonly Dictionary<(uint Leaf, uint Part), (uint Eax, uint Ebx, uint Ecx)> Skylake = new()
    {
        [(Vendor, 0)] = (0x16, 0x756E_6547, 0x6C65_746E),
        [(Extended, 0)] = (0x8000_0008, 0, 0),
        [(Intel, 0)] = (0x1C00_4121, 0x01C0_003F, 0x3F),
        [(Intel, 1)] = (0x1C00_4122, 0x01C0_003F, 0x3F),
        [(Intel, 2)] = (0x1C00_4143, 0x00C0_003F, 0x3FF),
        [(Intel, 3)] = (0x1C03_C163, 0x03C0_003F, 0x1FFF),
    };

    [Fact]
    public void OfLeaves_Zen5_ReadsBothLevels() => Assert.Equal(new ProcessorCaches(48 << 10, 1 << 20), Of(Zen5));

    [Fact]
    public void OfLeaves_Skylake_ReadsBothLevels() => Assert.Equal(new ProcessorCaches(32 << 10, 256 << 10), Of(Skylake));

    [Fact]
    public void OfLeaves_WithoutTopologyExtensions_LeavesTheReservedLeafAlone()
    {
        Dictionary<(uint Leaf, uint Part), (uint Eax, uint Ebx, uint Ecx)> old = new(Zen5) { [(Features, 0)] = (0x00B0_0F21, 0, 0x0000_03F3) };
        Assert.Equal(ProcessorCaches.Default, Of(old));
    }

    [Fact]
    public void OfLeaves_NothingTold_IsTheDefault() => Assert.Equal(ProcessorCaches.Default, ProcessorCaches.OfLeaves((_, _) => default));

    // Every leaf and part is answered, with a data cache of the first level: of a byte, or of 2^54 bytes.
    [Theory]
    [InlineData(0, 0)]
    [InlineData(-1, -1)]
    public void OfLeaves_SizesThatNoProcessorHas_AreTheDefault(int ebx, int ecx) => Assert.Equal(
        ProcessorCaches.Default, ProcessorCaches.OfLeaves((leaf, _) => leaf is Vendor or Extended ? (-1, 0, 0, 0) : (0x21, ebx, ecx, 0)));

    [Fact]
    public void OfFolder_CachesOfACore_ReadsDataAndUnifiedOnes()
    {
        // As Linux shows a Neoverse V1.
        using TemporaryFolder folder = new();
        Write(folder, 0, "1", "Data", "64K");
        Write(folder, 1, "1", "Instruction", "32K");
        Write(folder, 2, "2", "Unified", "1024K");
        Write(folder, 3, "3", "Unified", "32768K");
        Assert.Equal(new ProcessorCaches(64 << 10, 1 << 20), ProcessorCaches.OfFolder(folder.Path));
    }

    [Fact]
    public void OfFolder_AnUnreadableSize_KeepsWhatIsReadable()
    {
        using TemporaryFolder folder = new();
        Write(folder, 0, "1", "Data", "128K");
        Write(folder, 1, "2", "Unified", "unknown");
        Assert.Equal(ProcessorCaches.Default with { FirstLevelBytes = 128 << 10 }, ProcessorCaches.OfFolder(folder.Path));
    }

    [Fact]
    public void OfFolder_AbsentOrWithoutFiles_IsTheDefault()
    {
        using TemporaryFolder folder = new();
        Assert.Equal(ProcessorCaches.Default, ProcessorCaches.OfFolder(Path.Combine(folder.Path, "absent")));
        Directory.CreateDirectory(Path.Combine(folder.Path, "index0"));
        Assert.Equal(ProcessorCaches.Default, ProcessorCaches.OfFolder(folder.Path));
    }

    private static ProcessorCaches Of(Dictionary<(uint Leaf, uint Part), (uint Eax, uint Ebx, uint Ecx)> leaves) => ProcessorCaches.OfLeaves((leaf, part) =>
    {
        (uint eax, uint ebx, uint ecx) = leaves.GetValueOrDefault((leaf, part));
        return ((int)eax, (int)ebx, (int)ecx, 0);
    });

    private static void Write(TemporaryFolder folder, int index, string level, string type, string size)
    {
        string of = Directory.CreateDirectory(Path.Combine(folder.Path, $"index{index}")).FullName;
        File.WriteAllText(Path.Combine(of, "level"), level + "\n");
        File.WriteAllText(Path.Combine(of, "type"), type + "\n");
        File.WriteAllText(Path.Combine(of, "size"), size + "\n");
    }
}
