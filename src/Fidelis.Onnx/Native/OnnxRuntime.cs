using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Fidelis.Numerics.Errors;

namespace Fidelis.Onnx.Native;

/// <summary>Loads ONNX Runtime when the first model needs it, and holds its table of functions and its environment.</summary>
internal static unsafe class OnnxRuntime
{
    // The version of the table that has every function of OnnxRuntimeFunction; later runtimes still serve it.
    private const uint TableVersion = 17;
    private const int LogErrors = 3;

    private static readonly Lazy<nint> Table = new(LoadTable);
    private static readonly Lazy<OnnxRuntimeHandle> SharedEnvironment = new(CreateEnvironment);

    /// <summary>Gets the environment that all sessions share.</summary>
    /// <exception cref="InputException">The library is not there.</exception>
    public static OnnxRuntimeHandle Environment => SharedEnvironment.Value;

    /// <summary>Gets the address of a function.</summary>
    /// <param name="function">The function.</param>
    /// <returns>The address, whose signature is that of <c>onnxruntime_c_api.h</c>.</returns>
    /// <exception cref="InputException">The library is not there.</exception>
    public static nint Function(OnnxRuntimeFunction function) => ((nint*)Table.Value)[(int)function];

    /// <summary>Turns the status of a call into an exception where it is one, and releases it.</summary>
    /// <param name="status">What the call returned: 0 for success.</param>
    /// <exception cref="OnnxRuntimeException">The call failed.</exception>
    public static void Check(nint status)
    {
        if (status != 0)
        {
            using OnnxRuntimeHandle failure = new(status, OnnxRuntimeFunction.ReleaseStatus);
            nint text = ((delegate* unmanaged[Cdecl]<nint, nint>)Function(OnnxRuntimeFunction.GetErrorMessage))(status);
            throw new OnnxRuntimeException(NativeText.Read(text) ?? "no reason was given");
        }
    }

    private static nint LoadTable()
    {
        nint library = LoadLibrary();
        nint* found = ((delegate* unmanaged[Cdecl]<nint*>)NativeLibrary.GetExport(library, "OrtGetApiBase"))();
        nint table = ((delegate* unmanaged[Cdecl]<uint, nint>)found[0])(TableVersion);
        return table != 0
            ? table
            : throw new InputException($"ONNX Runtime must serve version {TableVersion} of its interface, but the library beside Fidelis does not: build Fidelis again.");
    }

    private static nint LoadLibrary()
    {
        Assembly assembly = typeof(OnnxRuntime).Assembly;
        string file = assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == "OnnxRuntimeFile").Value ?? "";
        if (file.Length == 0)
        {
            throw new InputException(
                "An .onnx model needs ONNX Runtime, which has no build for the platform that Fidelis was built on: use Linux on x64 or Arm64, or macOS on Arm64.");
        }

        string system = OperatingSystem.IsMacOS() ? "osx" : "linux";
        string path = Path.Combine(
            AppContext.BaseDirectory, "runtimes", $"{system}-{RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant()}", "native", file);
        return NativeLibrary.TryLoad(path, out nint library) || NativeLibrary.TryLoad(file, assembly, null, out library)
            ? library
            : throw new InputException($"An .onnx model needs ONNX Runtime, which could not be loaded from '{path}': build Fidelis on the platform that it runs on.");
    }

    private static OnnxRuntimeHandle CreateEnvironment()
    {
        nint environment;
        fixed (byte* name = "fidelis"u8)
        {
            delegate* unmanaged[Cdecl]<void*, int, byte*, byte*, byte*, byte*, void> logger = &Discard;
            Check(((delegate* unmanaged[Cdecl]<void*, void*, int, byte*, nint*, nint>)Function(OnnxRuntimeFunction.CreateEnvironmentWithLogger))(
                logger, null, LogErrors, name, &environment));
        }

        Check(((delegate* unmanaged[Cdecl]<nint, nint>)Function(OnnxRuntimeFunction.DisableTelemetryEvents))(environment));
        return new OnnxRuntimeHandle(environment, OnnxRuntimeFunction.ReleaseEnvironment);
    }

    // Whatever matters arrives as a status; stderr belongs to the application.
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Discard(void* state, int severity, byte* category, byte* id, byte* place, byte* message)
    {
    }
}
