using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Fidelis.Imaging.Decoding.Libvips;

/// <summary>Loads libvips when the first image is decoded, and closes everything of it that decoding does not need.</summary>
internal static unsafe class LibvipsRuntime
{
    private static readonly Lazy<bool> Ready = new(Initialize, LazyThreadSafetyMode.ExecutionAndPublication);

    /// <summary>Makes sure that libvips is loaded; costs nothing after the first call.</summary>
    /// <exception cref="DllNotFoundException">The library is not beside the application, or is not for this platform.</exception>
    public static void EnsureReady() => _ = Ready.Value;

    private static bool Initialize()
    {
        NativeLibrary.SetDllImportResolver(typeof(LibvipsRuntime).Assembly, Resolve);
        if (LibvipsFunctions.Init("fidelis") != 0)
        {
            throw new InvalidOperationException("libvips was loaded but could not be initialised.");
        }

        // Loaders that libvips itself calls unfit for untrusted files first, then all of them except those that are used.
        LibvipsFunctions.BlockUntrusted(1);
        LibvipsFunctions.BlockOperations("VipsForeignLoad", 1);
        foreach (string loader in (ReadOnlySpan<string>)["Jpeg", "Tiff", "Webp", "Heif"])
        {
            LibvipsFunctions.BlockOperations("VipsForeignLoad" + loader, 0);
        }

        // Every file is decoded once: a cache would only hold on to memory. Threads are spent on images, not within one.
        LibvipsFunctions.SetOperationCacheSize(0);
        LibvipsFunctions.SetConcurrency(1);

        // libvips writes warnings, such as an unknown TIFF tag, to stderr, which belongs to the application. What is wrong with a
        // picture arrives as an error.
        LibvipsFunctions.SetDefaultLogHandler(&Discard, null);
        return true;
    }

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? searchPath)
    {
        if (name != LibvipsFunctions.Library)
        {
            return 0;
        }

        string file = assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == "LibvipsFile").Value!;
        string folder = Path.Combine(AppContext.BaseDirectory, "runtimes");
        string path = Path.Combine(folder, PortableRuntimeIdentifier(), "native", file);
        return NativeLibrary.TryLoad(path, out nint handle) || NativeLibrary.TryLoad(file, assembly, searchPath, out handle)
            ? handle
            : throw new DllNotFoundException($"libvips, which decodes the images, could not be loaded from '{path}': build Fidelis on the platform that it runs on.");
    }

    private static string PortableRuntimeIdentifier()
    {
        string system = OperatingSystem.IsMacOS() ? "osx" : IsMusl() ? "linux-musl" : OperatingSystem.IsWindows() ? "win" : "linux";
        return $"{system}-{RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant()}";
    }

    private static bool IsMusl() => RuntimeInformation.RuntimeIdentifier.Contains("musl", StringComparison.Ordinal);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Discard(byte* domain, int level, byte* message, void* userData)
    {
    }
}
