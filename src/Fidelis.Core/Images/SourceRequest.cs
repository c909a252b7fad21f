using Fidelis.Numerics.Errors;

namespace Fidelis.Images;

/// <summary>What a user named as a source, taken apart.</summary>
/// <param name="Description">What was typed.</param>
/// <param name="Path">The file or folder; <see langword="null"/> for the standard input, which has no neighbours.</param>
/// <param name="Part">What follows the last colon: a part of the file, or <see langword="null"/>.</param>
/// <param name="Options">Limits and labels.</param>
internal sealed record SourceRequest(string Description, string? Path, string? Part, SourceOptions Options)
{
    /// <summary>Gets the extension of the file in lower case, with the dot; empty where there is none.</summary>
    public string Extension => System.IO.Path.GetExtension(Path ?? "").ToLowerInvariant();

    /// <summary>Refuses a part of a source that is one whole.</summary>
    public void RequireNoPart(string what)
    {
        if (Part is not null)
        {
            throw new InputException($"Parts such as ':{Part}' can be chosen of .npz files and of folders of IDX or CIFAR files, but '{Path ?? "-"}' is {what}: name it without the part.");
        }
    }

    /// <summary>Chooses the part that is asked for, or the only one.</summary>
    /// <param name="parts">The names of the parts that there are; at least one.</param>
    /// <returns>One of them.</returns>
    public string ChoosePart(IReadOnlyList<string> parts) =>
        Part is null
            ? parts is [var only] ? only : throw new InputException($"One set of images must be chosen, but '{Description}' holds {string.Join(", ", parts)}: name one, such as '{Description}:{parts[0]}'.")
            : parts.Contains(Part) ? Part : throw new InputException($"There is no part '{Part}' in '{Path ?? "-"}'. There is: {string.Join(", ", parts)}.{Suggestion.For(Part, parts)}");

    /// <summary>Refuses more pictures than are allowed.</summary>
    public void RequireCount(long count)
    {
        if (count > Options.MaximumEntries)
        {
            throw new InputException($"A source must hold at most {Options.MaximumEntries} entries, but '{Description}' holds {count}: allow more by {SourceOptions.EntriesOption}.");
        }
    }
}
