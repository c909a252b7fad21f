using System.Runtime.ExceptionServices;
using Fidelis.Numerics.Errors;

namespace Fidelis.Images;

/// <summary>Gathers what is wrong with the pictures of one set, so that one message names them all.</summary>
internal sealed class BadImageList
{
    /// <summary>The pictures that are named; of further ones the number is given.</summary>
    public const int NamedCount = 20;

    private readonly List<InputException> named = [];

    /// <summary>Gets the number of pictures.</summary>
    public int Count { get; private set; }

    /// <summary>Adds a picture by the error that it gives.</summary>
    public void Add(InputException error)
    {
        Count++;
        if (named.Count < NamedCount)
        {
            named.Add(error);
        }
    }

    /// <summary>Throws the error of a single picture as it is, and one that names all of several.</summary>
    public void ThrowIfAny()
    {
        if (Count == 1)
        {
            ExceptionDispatchInfo.Throw(named[0]);
        }

        if (Count > 1)
        {
            string rest = Count > named.Count ? $"\n- and {Count - named.Count} more" : "";
            throw new InputException(
                $"Every image must be readable, but {Count} are not; --on-bad-image skip leaves them out:{string.Concat(named.Select(error => $"\n- {error.Message}"))}{rest}");
        }
    }
}
