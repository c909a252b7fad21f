using System.Text.RegularExpressions;
using Fidelis.Imaging.Encoding;
using Fidelis.Numerics.Errors;
using Fidelis.Numerics.Threading;

namespace Fidelis.Imaging.Drawing.Phantoms;

/// <summary>Writes a phantom set as class folders of PNG files, whole or not at all.</summary>
public static partial class PhantomFolder
{
    /// <summary>Draws and writes a set into a neighbour of the folder, which takes the folder's name once it is complete.</summary>
    /// <param name="set">The set.</param>
    /// <param name="folder">The folder, which must be missing or empty.</param>
    /// <param name="overwrite">Whether phantoms that are in the folder may be replaced. Nothing else ever is.</param>
    /// <param name="written">Is called for each picture that has been written, from any thread.</param>
    /// <param name="cancellation">Ends the work; the folder is then as it was.</param>
    /// <exception cref="InputException">The folder has other content, or cannot be written.</exception>
    public static void Write(PhantomSet set, string folder, bool overwrite, Action? written, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(set);
        ArgumentNullException.ThrowIfNull(folder);
        if (folder.Length == 0)
        {
            throw new InputException("The folder of the phantoms must have a name, but the name is empty.");
        }

        string destination = FullPath(folder);
        string partial = $"{destination}.{Environment.ProcessId}.partial";
        try
        {
            RequireReplaceable(destination, folder, overwrite);
            foreach (string name in set.Items.Select(item => item.ClassName).Distinct())
            {
                Directory.CreateDirectory(Path.Combine(partial, name));
            }

            Parallelism.For(set.Items.Count, i =>
            {
                cancellation.ThrowIfCancellationRequested();
                PhantomItem item = set.Items[i];
                File.WriteAllBytes(Path.Combine(partial, item.Path), PngEncoder.Encode(set.Paint(item)));
                written?.Invoke();
            });
            if (Directory.Exists(destination))
            {
                // Drawing may take long, and what somebody has put there meanwhile is not ours to delete.
                RequireReplaceable(destination, folder, overwrite);
                Directory.Delete(destination, recursive: true);
            }

            Directory.Move(partial, destination);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"The phantoms cannot be written to '{folder}': {e.Message}", e);
        }
        finally
        {
            // After the move there is nothing left to delete.
            if (Directory.Exists(partial))
            {
                Directory.Delete(partial, recursive: true);
            }
        }
    }

    private static string FullPath(string folder)
    {
        try
        {
            return Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        }
        catch (IOException e)
        {
            // The folder that the process runs in was deleted.
            throw new InputException($"The phantoms cannot be written to '{folder}': {e.Message}", e);
        }
    }

    private static void RequireReplaceable(string destination, string folder, bool overwrite)
    {
        if (File.Exists(destination))
        {
            throw new InputException($"The phantoms go into a folder, but '{folder}' is a file: name another folder.");
        }

        string[] content = Directory.Exists(destination) ? Directory.GetFiles(destination, "*", SearchOption.AllDirectories) : [];
        if (content.Length > 0 && !overwrite)
        {
            throw new InputException($"The folder '{folder}' must be empty, but has {content.Length} files: name another one, or replace the phantoms in it with --overwrite.");
        }

        string? foreign = content.FirstOrDefault(path => !PhantomPath().IsMatch(Path.GetRelativePath(destination, path).Replace('\\', '/')));
        if (foreign is not null)
        {
            throw new InputException($"The folder '{folder}' may be replaced only if it holds nothing but phantoms, but it has '{foreign}': name another folder.");
        }
    }

    // As PhantomItem.Path writes it.
    [GeneratedRegex("^([a-z]+)/\\1-[0-9]{5,}\\.png$")]
    private static partial Regex PhantomPath();
}
