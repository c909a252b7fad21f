namespace Fidelis.Onnx.Tests;

/// <summary>The real models that <c>FIDELIS_SHARED</c> names the folder of.</summary>
internal static class SharedFolder
{
    /// <summary>Finds a file, or skips the test.</summary>
    public static string Find(params string[] path)
    {
        string? shared = Environment.GetEnvironmentVariable("FIDELIS_SHARED");
        Assert.SkipWhen(string.IsNullOrEmpty(shared), "FIDELIS_SHARED does not name the folder of the real models.");
        return Path.Combine([shared, .. path]);
    }
}
