namespace Fidelis.Numerics.Errors;

/// <summary>Guesses which of the known names a mistyped one means, for the remedy at the end of a message.</summary>
public static class Suggestion
{
    /// <summary>Finds the known name that is nearest in single-letter edits (Levenshtein, 1966), ignoring case.</summary>
    /// <param name="name">The name that is unknown.</param>
    /// <param name="known">The names that exist.</param>
    /// <returns>" Did you mean 'x'?" or an empty string where nothing is near: more than a third of the letters differ.</returns>
    public static string For(string name, IEnumerable<string> known)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(known);
        string? nearest = null;
        int nearestEdits = int.MaxValue;
        foreach (string candidate in known)
        {
            int edits = Edits(name.ToUpperInvariant(), candidate.ToUpperInvariant());
            if (edits < nearestEdits && edits <= Math.Max(name.Length, candidate.Length) / 3)
            {
                nearest = candidate;
                nearestEdits = edits;
            }
        }

        return nearest is null ? "" : $" Did you mean '{nearest}'?";
    }

    private static int Edits(string from, string to)
    {
        // previous[j]: edits from the first i letters of one to the first j of the other.
        int[] previous = new int[to.Length + 1];
        int[] current = new int[to.Length + 1];
        for (int j = 0; j <= to.Length; j++)
        {
            previous[j] = j;
        }

        for (int i = 1; i <= from.Length; i++)
        {
            current[0] = i;
            for (int j = 1; j <= to.Length; j++)
            {
                int replaced = previous[j - 1] + (from[i - 1] == to[j - 1] ? 0 : 1);
                current[j] = Math.Min(replaced, Math.Min(previous[j], current[j - 1]) + 1);
            }

            (previous, current) = (current, previous);
        }

        return previous[to.Length];
    }
}
