using System.Text;

namespace Fidelis.Cli.Streams;

/// <summary>
/// Standard error. What cannot be written there is lost: there is no place left to say so, and neither progress nor a message is worth
/// the work or the exit code.
/// </summary>
/// <param name="inner">The stream of the process.</param>
internal sealed class ProgressWriter(TextWriter inner) : TextWriter(inner.FormatProvider)
{
    /// <inheritdoc/>
    public override Encoding Encoding => inner.Encoding;

    /// <inheritdoc/>
    public override void Write(char value) => Attempt(() => inner.Write(value));

    /// <inheritdoc/>
    public override void Write(char[] buffer, int index, int count) => Attempt(() => inner.Write(buffer, index, count));

    /// <inheritdoc/>
    public override void Write(string? value) => Attempt(() => inner.Write(value));

    /// <inheritdoc/>
    public override void Flush() => Attempt(inner.Flush);

    private static void Attempt(Action write)
    {
        try
        {
            write();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Lost, as the class says.
        }
    }
}
