namespace Fidelis.Cli;

/// <summary>The exit codes that scripts rely on.</summary>
internal static class ExitCodes
{
    /// <summary>The command did what was asked.</summary>
    public const int Success = 0;

    /// <summary>The command line has a form that the parser rejects.</summary>
    public const int Syntax = 1;

    /// <summary>Something that the user can mend: a name, a path, a file, an option value.</summary>
    public const int Input = 2;

    /// <summary>A threshold tripped in some comparison.</summary>
    public const int Threshold = 3;

    /// <summary>An error of Fidelis itself.</summary>
    public const int Internal = 70;

    /// <summary>The user cancelled.</summary>
    public const int Cancelled = 130;
}
