using Fidelis.Numerics.Discovery;
using Fidelis.Numerics.Errors;

namespace Fidelis.Training.Augmentation;

/// <summary>All augmentations, found by reflection, ordered by id.</summary>
public static class AugmentationCatalog
{
    /// <summary>Gets all augmentations in the ordinal order of their ids, which is the order in which they are applied.</summary>
    public static IReadOnlyList<IAugmentation> All { get; } = Parts.Of<IAugmentation>(augmentation => augmentation.Id);

    /// <summary>Finds augmentations by their ids.</summary>
    /// <param name="ids">Ids in any order; none for no augmentation.</param>
    /// <returns>The augmentations in the order of <see cref="All"/>.</returns>
    /// <exception cref="InputException">There is none of an id, or one is named twice.</exception>
    public static IReadOnlyList<IAugmentation> Find(IReadOnlyCollection<string> ids)
    {
        ArgumentNullException.ThrowIfNull(ids);
        string[] known = [.. All.Select(augmentation => augmentation.Id)];
        if (ids.FirstOrDefault(id => !known.Contains(id)) is { } unknown)
        {
            throw new InputException($"There is no augmentation '{unknown}'. There is: {string.Join(", ", known)}.{Suggestion.For(unknown, known)}");
        }

        return ids.GroupBy(id => id, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } twice
            ? throw new InputException($"An augmentation can be applied once, but '{twice.Key}' is named {twice.Count()} times.")
            : [.. All.Where(augmentation => ids.Contains(augmentation.Id))];
    }
}
