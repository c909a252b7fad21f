namespace Fidelis.Cli.Progress;

/// <summary>What a long piece of work tells about itself, from any thread.</summary>
/// <param name="total">The number of items that the work has; zero where it is not known.</param>
internal sealed class ProgressReporter(long total) : IProgress<long>
{
    private long done;
    private volatile string note = "";

    /// <summary>Gets the number of items that the work has; zero where it is not known.</summary>
    public long Total { get; } = total;

    /// <summary>Gets the number of items that are done.</summary>
    public long Done => Interlocked.Read(ref done);

    /// <summary>Gets or sets a few words on the present state, such as the loss; empty at first.</summary>
    public string Note
    {
        get => note;
        set => note = value;
    }

    /// <summary>Sets the number of items that are done.</summary>
    /// <param name="value">The items since the work began.</param>
    public void Report(long value) => Interlocked.Exchange(ref done, value);

    /// <summary>Adds finished items.</summary>
    /// <param name="items">The items since the last call.</param>
    public void Advance(long items = 1) => Interlocked.Add(ref done, items);
}
