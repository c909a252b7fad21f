using System.Globalization;
using Fidelis.Cli.Tables;
using Fidelis.Training;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Fidelis.Cli.Progress;

/// <summary>
/// Shows a training on stderr: a line for each finished epoch, and on a terminal a bar below them with loss, accuracy, rate and
/// remaining time.
/// </summary>
/// <param name="context">The streams.</param>
/// <param name="saved">Receives the training after each epoch and at its end, when its weights are on disk.</param>
internal sealed class TrainingView(CommandContext context, Action<TrainingResult> saved) : ITrainingObserver
{
    private ProgressTask? bar;
    private volatile string state = string.Empty;

    /// <summary>Shows trainings while they run.</summary>
    /// <typeparam name="T">What they give back.</typeparam>
    /// <param name="work">The trainings, which are to report here.</param>
    /// <returns>What they gave back.</returns>
    public T Run<T>(Func<ITrainingObserver, T> work)
    {
        if (!context.Progress.Profile.Capabilities.Interactive)
        {
            return work(this);
        }

        return context.Progress.Progress()
            .AutoClear(true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new StateColumn(() => state))
            .Start(view =>
            {
                bar = view.AddTask("Decoding");
                return work(this);
            });
    }

    /// <inheritdoc/>
    public void ImageDecoded(int done, int total)
    {
        state = string.Create(CultureInfo.InvariantCulture, $"{done:N0} of {total:N0} images");
        Move("Decoding", done, total);
    }

    /// <inheritdoc/>
    public void Started(TrainingResult result)
    {
        if (result.Epochs.Count > 0)
        {
            context.Progress.WriteLine($"Resuming after epoch {result.Epochs.Count} of {result.Options.Epochs}.");
        }

        foreach (string note in TrainingNotes.Of(result))
        {
            context.Progress.WriteLine(note);
        }
    }

    /// <inheritdoc/>
    public void Finished(TrainingResult result) => saved(result);

    /// <inheritdoc/>
    public void StepFinished(TrainingProgress progress)
    {
        state = string.Create(
            CultureInfo.InvariantCulture,
            $"epoch {progress.Epoch}/{progress.EpochCount}, loss {progress.Loss:F4}, accuracy {progress.Accuracy:P1}, {progress.ImagesPerSecond:N0} images/s, {ProgressText.Duration(progress.Remaining)} left");
        Move("Training", ((progress.Epoch - 1.0) * progress.BatchCount) + progress.Batch, (double)progress.EpochCount * progress.BatchCount);
    }

    /// <inheritdoc/>
    public void EpochFinished(TrainingResult result)
    {
        TrainingEpoch epoch = result.Epochs[^1];
        string best = result.BestEpoch == epoch.Epoch ? ", best so far" : string.Empty;
        context.Progress.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"epoch {epoch.Epoch}/{result.Options.Epochs}: loss {epoch.TrainLoss:F4}, accuracy {epoch.TrainAccuracy:P1}; validation loss {epoch.ValidationLoss:F4}, accuracy {epoch.ValidationAccuracy:P1}; {epoch.ImagesPerSecond:N0} images/s, {epoch.Seconds:F1} s{best}"));
        saved(result);
    }

    private void Move(string title, double done, double total)
    {
        if (bar is not null)
        {
            bar.Description = title;
            bar.MaxValue = total;
            bar.Value = done;
        }
    }

    private sealed class StateColumn(Func<string> describe) : ProgressColumn
    {
        protected override bool NoWrap => true;

        public override IRenderable Render(RenderOptions options, ProgressTask task, TimeSpan deltaTime) => new Text(describe());
    }
}
