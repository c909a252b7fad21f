namespace Fidelis.Registry;

/// <summary>The folder in which Fidelis keeps what it can get again.</summary>
public static class UserCache
{
    /// <summary>The environment variable that names another folder.</summary>
    public const string Variable = "FIDELIS_CACHE";

    private const string Name = "fidelis";

    /// <summary>Finds the folder: the one that <see cref="Variable"/> names, or <c>fidelis</c> in the platform's folder for caches.</summary>
    /// <param name="environment">Reads an environment variable.</param>
    /// <returns>The full path of the folder, which need not exist.</returns>
    public static string FolderOf(Func<string, string?> environment)
    {
        ArgumentNullException.ThrowIfNull(environment);
        return Path.GetFullPath(
            environment(Variable) is { Length: > 0 } named ? named
            : OperatingSystem.IsWindows() ? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData), Name, "cache")
            : OperatingSystem.IsMacOS() ? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), "Library", "Caches", Name)

            // https://specifications.freedesktop.org/basedir-spec: a path that is not absolute is to be ignored.
            : environment("XDG_CACHE_HOME") is { } caches && Path.IsPathRooted(caches) ? Path.Combine(caches, Name)
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache", Name));
    }
}
