using System.Text;
using Fidelis.Numerics.Errors;

namespace Fidelis.Cli.Streams;

/// <summary>Standard output. Whoever asked for a result is told when it cannot be delivered, as on a full disk.</summary>
/// <param name="inner">The stream of the process.</param>
internal sealed class ResultWriter(TextWriter inner) : TextWriter(inner.FormatProvider)
{
    /// <inheritdoc/>
    public override Encoding Encoding => inner.Encoding;

    /// <inheritdoc/>
    public override void Write(char value) => Deliver(() => inner.Write(value));

    /// <inheritdoc/>
    public override void Write(char[] buffer, int index, int count) => Deliver(() => inner.Write(buffer, index, count));

    /// <inheritdoc/>
    public override void Write(string? value) => Deliver(() => inner.Write(value));

    /// <inheritdoc/>
    public override void Flush() => Deliver(inner.Flush);

    private static void Deliver(Action write)
    {
        try
        {
            write();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"The result cannot be written to standard output: {e.Message}", e);
        }
    }
}
