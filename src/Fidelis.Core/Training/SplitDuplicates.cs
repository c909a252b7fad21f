namespace Fidelis.Training;

/// <summary>Finds images that stand in more than one part of a data set, exactly: by their bytes or by their pixels.</summary>
internal static class SplitDuplicates
{
    /// <summary>Compares the parts.</summary>
    /// <param name="parts">The parts with their names, in the order train, validation, test.</param>
    /// <returns>One entry for each image whose equal stands in an earlier part, which is the first such image of the earliest part.</returns>
    public static IReadOnlyList<SplitDuplicate> Find(params ReadOnlySpan<(string Name, TrainingImages Images)> parts)
    {
        List<SplitDuplicate> found = [];
        Dictionary<UInt128, (int Part, int Index)> first = [];
        for (int part = 0; part < parts.Length; part++)
        {
            (string name, TrainingImages images) = parts[part];
            for (int i = 0; i < images.Count; i++)
            {
                if (!first.TryGetValue(images.Pixels[i], out (int Part, int Index) earlier))
                {
                    first.Add(images.Pixels[i], (part, i));
                }
                else if (earlier.Part < part)
                {
                    (string earlierName, TrainingImages earlierImages) = parts[earlier.Part];
                    LabeledImage one = earlierImages.Images[earlier.Index];
                    LabeledImage other = images.Images[i];
                    found.Add(new SplitDuplicate(
                        other.Entry.Path, name, one.Entry.Path, earlierName, earlierImages.Contents[earlier.Index] == images.Contents[i], one.Label == other.Label));
                }
            }
        }

        return found;
    }
}
