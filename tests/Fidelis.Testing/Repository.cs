namespace Fidelis.Testing;

/// <summary>Finds the files of the repository from where the tests run.</summary>
public static class Repository
{
    /// <summary>Gets the folder that holds <c>Fidelis.slnx</c>.</summary>
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    private static string Find(string start)
    {
        for (DirectoryInfo? folder = new(start); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Fidelis.slnx")))
            {
                return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException($"There is no Fidelis.slnx above {start}: the tests run from within the repository.");
    }
}
