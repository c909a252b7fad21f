namespace Fidelis.Cli.Progress;

/// <summary>What a long piece of work tells about itself, from any thread.</summary>
/// <param name="total">The number of items that the work has; zero where it is not known.</param>
/// <param name="totalBytes">The bytes of all items; zero where they are not known or not counted.</param>
internal sealed class ProgressReporter(long total, long totalBytes = 0) : IProgress<long>
{
    private long done;
    private long doneBytes;
    private volatile string note = "";

    /// <summary>Gets the number of items that the work has; zero where it is not known.</summary>
    public long Total { get; } = total;

    /// <summary>Gets the number of items that were done before the work began, and say nothing about its rate.</summary>
    public long Start
    {
        get;
        init
        {
            field = value;
            done = value;
        }
    }

    /// <summary>Gets the bytes of all items; zero where they are not known or not counted.</summary>
    public long TotalBytes { get; } = totalBytes;

    /// <summary>Gets the bytes of the items that are done.</summary>
    public long DoneBytes => Interlocked.Read(ref doneBytes);

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

    /// <summary>Sets the items that are done, and their bytes.</summary>
    /// <param name="value">The items since the work began.</param>
    /// <param name="bytes">Their bytes.</param>
    public void Report(long value, long bytes)
    {
        Interlocked.Exchange(ref doneBytes, bytes);
        Report(value);
    }

    /// <summary>Adds finished items.</summary>
    /// <param name="items">The items since the last call.</param>
    public void Advance(long items = 1) => Interlocked.Add(ref done, items);
}
