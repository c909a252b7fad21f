using System.Globalization;
using Spectre.Console.Rendering;

namespace Fidelis.Cli.Streams;

/// <summary>
/// Shows control characters in names of files and models as <c>\u001b</c>: a terminal would obey them, and a folder of unknown origin
/// could colour, move or hide what is printed.
/// </summary>
internal sealed class PrintableText : IRenderHook
{
    /// <inheritdoc/>
    public IEnumerable<IRenderable> Process(RenderOptions options, IEnumerable<IRenderable> renderables) =>
        renderables.Select(renderable => new Printable(renderable));

    private static Segment Clean(Segment segment) =>
        segment.IsControlCode || segment.IsLineBreak || !segment.Text.Any(IsObeyed)
            ? segment
            : new Segment(
                string.Concat(segment.Text.Select(c => IsObeyed(c) ? string.Create(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}") : c.ToString())), segment.Style);

    private static bool IsObeyed(char c) => char.IsControl(c) && c is not '\n' and not '\r' and not '\t';

    private sealed class Printable(IRenderable inner) : IRenderable
    {
        public Measurement Measure(RenderOptions options, int maxWidth) => inner.Measure(options, maxWidth);

        public IEnumerable<Segment> Render(RenderOptions options, int maxWidth) => inner.Render(options, maxWidth).Select(Clean);
    }
}
