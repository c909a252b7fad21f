using System.CommandLine;
using System.Globalization;
using Fidelis.Cli.Options;
using Fidelis.Cli.Progress;
using Fidelis.Imaging.Drawing.Phantoms;
using Spectre.Console;

namespace Fidelis.Cli.Commands;

/// <summary><c>fidelis phantoms</c>: draws cells whose classes and defects are known.</summary>
internal sealed class PhantomsVerb : IVerb
{
    private readonly Option<int> count = new("--count")
    {
        Description = "Number of images of all classes together; no class gets more than one image more than another.",
        HelpName = "N",
        CustomParser = NumberParser.Whole<int>,
        Required = true,
    };

    private readonly Option<string> output = new("--out", "-o")
    {
        Description = "Folder that gets one folder of PNG files per class. It must be missing or empty.",
        HelpName = "DIR",
        Required = true,
    };

    private readonly Option<int> size = new("--size")
    {
        Description = $"Columns and rows of an image, {PhantomPainter.SmallestSize} to {PhantomPainter.LargestSize}.",
        HelpName = "PIXELS",
        CustomParser = NumberParser.Whole<int>,
        DefaultValueFactory = _ => 64,
    };

    private readonly Option<string?> classes = new("--classes")
    {
        Description = $"Only these classes: {string.Join("; ", PhantomPainter.Classes.Select(name => $"{name} ({PhantomPainter.Describe(name)})"))}. The default is all.",
        HelpName = "A,B",
    };

    private readonly Option<long> seed = new("--seed")
    {
        Description = "Seed. Image i of a class is the same for every --count.",
        HelpName = "N",
        CustomParser = NumberParser.Whole<long>,
        DefaultValueFactory = _ => 1,
    };

    private readonly Option<string[]> defects = new("--defect")
    {
        Description = $"A defect and its strength, repeatable: {string.Join("; ", PhantomDefect.All.Select(defect => $"{defect.Id} ({defect.Summary}; {defect.Range})"))}.",
        HelpName = "NAME[=STRENGTH]",
        DefaultValueFactory = _ => [],
    };

    private readonly Option<bool> overwrite = new("--overwrite")
    {
        Description = "Replaces a folder that holds phantoms and nothing else.",
    };

    /// <inheritdoc/>
    public Command Build(CommandContext context)
    {
        Command command = new(
            "phantoms",
            """
            Draws white blood cells as a microscope shows them, with known classes and, where asked for, known defects.

            Examples:
              fidelis phantoms --count 400 -o phantoms/reference
              fidelis phantoms --count 400 --seed 2 --defect blur=1.5 --defect missing-classes -o phantoms/bad
            """)
        {
            count, output, size, classes, seed, defects, overwrite,
        };
        command.SetLongAction((parsed, cancellation) => Execute(parsed, context, cancellation));
        return command;
    }

    private int Execute(ParseResult parsed, CommandContext context, CancellationToken cancellation)
    {
        PhantomSet set = new(new PhantomSetOptions
        {
            Count = parsed.GetValue(count),
            Size = parsed.GetValue(size),
            Classes = ItemList.Of(classes, parsed) ?? PhantomPainter.Classes,
            Seed = CommonOptions.SeedOf(seed, parsed),
            Defects = [.. parsed.GetRequiredValue(defects).Select(PhantomDefect.Parse)],
        });
        string folder = parsed.GetRequiredValue(output);
        ProgressLine.Run(context, "Drawing", "images", set.Items.Count, reporter =>
            PhantomFolder.Write(set, folder, parsed.GetValue(overwrite), () => reporter.Advance(), cancellation));
        IEnumerable<string> counts = set.Items
            .GroupBy(item => item.ClassName)
            .Select(group => string.Create(CultureInfo.InvariantCulture, $"{group.Count():N0} {group.Key}"));
        context.Output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{set.Items.Count:N0} images in {folder}: {string.Join(", ", counts)}"));
        return ExitCodes.Success;
    }
}
