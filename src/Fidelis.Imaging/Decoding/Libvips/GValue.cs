using System.Runtime.InteropServices;

namespace Fidelis.Imaging.Decoding.Libvips;

/// <summary>GObject's container of one value of any type; all zero before <c>g_value_init</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct GValue
{
    private readonly nuint type;
    private readonly long first;
    private readonly long second;
}
