using System.Globalization;
using Fidelis.Imaging.Distortions;
using Fidelis.Numerics.Discovery;
using Fidelis.Numerics.Errors;

namespace Fidelis.Imaging.Drawing.Phantoms;

/// <summary>A defect of a set or of its pictures, with its strength.</summary>
public sealed class PhantomDefect
{
    private static readonly IReadOnlyList<PhantomDefect> Known =
    [
        .. DistortionCatalog.All.Select(distortion => new PhantomDefect(distortion.Id, $"pictures are {distortion.Summary}", distortion.Strength) { Distortion = distortion }),
        .. Parts.Of<ISetDefect>(defect => defect.Id).Select(defect => new PhantomDefect(defect.Id, defect.Summary, defect.Strength) { SetDefect = defect }),
    ];

    private PhantomDefect(string id, string summary, StrengthRange range)
    {
        Id = id;
        Summary = summary;
        Range = range;
        Strength = range.Default;
    }

    /// <summary>Gets every defect at its default strength, ordered by its id.</summary>
    public static IReadOnlyList<PhantomDefect> All { get; } = [.. Known.OrderBy(defect => defect.Id, StringComparer.Ordinal)];

    /// <summary>Gets the name that users type.</summary>
    public string Id { get; }

    /// <summary>Gets what it does.</summary>
    public string Summary { get; }

    /// <summary>Gets the strengths that it can have.</summary>
    public StrengthRange Range { get; }

    /// <summary>Gets its strength, within <see cref="Range"/>.</summary>
    public double Strength { get; private init; }

    /// <summary>Gets what spoils each picture; <see langword="null"/> for a defect of the set.</summary>
    internal IDistortion? Distortion { get; private init; }

    /// <summary>Gets what spoils the set; <see langword="null"/> for a defect of its pictures.</summary>
    internal ISetDefect? SetDefect { get; private init; }

    /// <summary>Reads a defect as users type it.</summary>
    /// <param name="text"><c>blur</c>, or with its strength <c>blur=2.5</c>.</param>
    /// <returns>The defect.</returns>
    /// <exception cref="InputException">There is no such defect, or it cannot have this strength.</exception>
    public static PhantomDefect Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        string[] parts = text.Split('=', 2);
        PhantomDefect known = All.FirstOrDefault(defect => defect.Id == parts[0])
            ?? throw new InputException($"The defect must be one of {string.Join(", ", All.Select(defect => defect.Id))}, but is '{parts[0]}'.");
        double strength = known.Strength;
        if (parts.Length == 2 && !(double.TryParse(parts[1], NumberStyles.Float, CultureInfo.InvariantCulture, out strength) && known.Range.Contains(strength)))
        {
            throw new InputException($"The strength of the defect {known.Id} must be a number in its range ({known.Range}), but is '{parts[1]}'.");
        }

        return new PhantomDefect(known.Id, known.Summary, known.Range) { Strength = strength, Distortion = known.Distortion, SetDefect = known.SetDefect };
    }
}
