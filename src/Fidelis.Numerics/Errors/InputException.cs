namespace Fidelis.Numerics.Errors;

/// <summary>
/// Reports something that the user can mend: a wrong path, a damaged file, an unknown name, too few images.
/// The command line shows the message without a stack trace and ends with exit code 2.
/// </summary>
/// <remarks>
/// The message is one sentence or two: the requirement, then the value that was found, then the remedy.
/// Everything that is not an <see cref="InputException"/> is an error of Fidelis itself.
/// </remarks>
public class InputException : Exception
{
    /// <summary>Initializes a new instance with the sentence that the user reads.</summary>
    /// <param name="message">What was required, what was found and where, and what to do.</param>
    public InputException(string message)
        : base(message)
    {
    }

    /// <summary>Initializes a new instance with the sentence that the user reads and the error behind it.</summary>
    /// <param name="message">What was required, what was found and where, and what to do.</param>
    /// <param name="innerException">The error that was met.</param>
    public InputException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
