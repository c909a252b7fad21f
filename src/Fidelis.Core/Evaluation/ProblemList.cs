using Fidelis.Numerics.Errors;
using Fidelis.Numerics.Threading;

namespace Fidelis.Evaluation;

/// <summary>Gathers everything that is wrong with a plan, so that one message says it all before the work begins.</summary>
internal sealed class ProblemList
{
    private readonly List<string> problems = [];

    /// <summary>Gets the sentences so far.</summary>
    public IReadOnlyList<string> Sentences => problems;

    /// <summary>Adds sentences; those that are there already stand once.</summary>
    public void Add(IEnumerable<string> sentences) => problems.AddRange(sentences.Where(sentence => !problems.Contains(sentence)));

    /// <summary>Opens something, and keeps the sentence where that fails.</summary>
    /// <returns>What was opened, or <see langword="null"/>.</returns>
    public T? Try<T>(Func<T> open)
        where T : class
    {
        try
        {
            return open();
        }
        catch (InputException e)
        {
            // A folder that is named twice has one problem.
            Add([e.Message]);
            return null;
        }
    }

    /// <summary>Opens several things beside one another, and keeps the sentences of those where that fails, in their order.</summary>
    /// <returns>What was opened, or <see langword="null"/>, for each.</returns>
    public IReadOnlyList<T?> TryAll<T>(IReadOnlyList<Func<T>> opens)
        where T : class
    {
        T?[] opened = new T?[opens.Count];
        ProblemList[] found = [.. opens.Select(_ => new ProblemList())];
        Parallelism.For(opens.Count, i => opened[i] = found[i].Try(opens[i]));
        Add(found.SelectMany(list => list.Sentences));
        return opened;
    }

    /// <summary>Throws the only problem as it is, and one message that lists all of several.</summary>
    /// <exception cref="InputException">There is a problem.</exception>
    public void ThrowIfAny()
    {
        switch (problems)
        {
            case []:
                return;
            case [string only]:
                throw new InputException(only);
            default:
                throw new InputException($"There are {problems.Count} problems:{string.Concat(problems.Select(problem => $"\n- {problem}"))}");
        }
    }
}
