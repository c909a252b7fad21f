using System.Globalization;
using Fidelis.Imaging.Pixels;
using Fidelis.Numerics.Errors;
using Fidelis.Numerics.Randomness;

namespace Fidelis.Imaging.Drawing.Phantoms;

/// <summary>
/// A set of phantoms with known classes and known defects. Cell i of a class is the same for every count, every choice of classes
/// and every defect: larger sets only go on where smaller ones end.
/// </summary>
public sealed class PhantomSet
{
    private readonly PhantomSetOptions options;

    /// <summary>Initializes a set; nothing is drawn yet.</summary>
    /// <param name="options">What the set is to contain.</param>
    /// <exception cref="InputException">An option is unknown, out of range or does not fit the others.</exception>
    public PhantomSet(PhantomSetOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        Validate(options);
        this.options = options;
        PhantomPlan plan = new(options.Classes, options.Count, 1);
        foreach (PhantomDefect defect in options.Defects)
        {
            plan = defect.SetDefect?.Apply(plan, defect.Strength) ?? plan;
        }

        Items = plan.Deal();
    }

    /// <summary>Gets the pictures, the classes taking turns.</summary>
    public IReadOnlyList<PhantomItem> Items { get; }

    /// <summary>Draws one picture, with the defects. May be called from several threads.</summary>
    /// <param name="item">One of <see cref="Items"/>.</param>
    /// <returns>The picture.</returns>
    public PixelImage Paint(PhantomItem item)
    {
        ArgumentNullException.ThrowIfNull(item);
        PixelImage image = PhantomPainter.Paint(item.ClassName, item.Cell, options.Seed, options.Size);
        foreach (PhantomDefect defect in options.Defects)
        {
            string purpose = string.Create(CultureInfo.InvariantCulture, $"distortion/{defect.Id}/{item.ClassName}/{item.Cell}");
            image = defect.Distortion?.Apply(image, defect.Strength, new Xoshiro256(options.Seed).Split(purpose)) ?? image;
        }

        return image;
    }

    private static void Validate(PhantomSetOptions options)
    {
        if (options.Size is < PhantomPainter.SmallestSize or > PhantomPainter.LargestSize)
        {
            throw new InputException($"The size of a phantom must be {PhantomPainter.SmallestSize} to {PhantomPainter.LargestSize} pixels, but is {options.Size}.");
        }

        foreach (string name in options.Classes)
        {
            if (!PhantomPainter.Classes.Contains(name))
            {
                throw new InputException($"The class must be one of {string.Join(", ", PhantomPainter.Classes)}, but is '{name}'.");
            }
        }

        if (options.Classes.Count == 0 || options.Classes.Distinct().Count() != options.Classes.Count)
        {
            throw new InputException($"The classes must be at least one, each named once, but are '{string.Join(",", options.Classes)}'.");
        }

        if (options.Count < options.Classes.Count)
        {
            throw new InputException($"The number of phantoms must be at least one for each of the {options.Classes.Count} classes, but is {options.Count}.");
        }
    }
}
