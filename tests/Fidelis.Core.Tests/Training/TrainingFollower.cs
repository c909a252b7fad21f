using Fidelis.Training;

namespace Fidelis.Tests.Training;

/// <summary>Notes what a training tells, and ends it where a test wants.</summary>
internal sealed class TrainingFollower : ITrainingObserver
{
    public CancellationTokenSource Cancellation { get; } = new();

    /// <summary>The step, of all steps of this process, after which the training is cancelled.</summary>
    public int? CancelAfterStep { get; init; }

    /// <summary>Is called at each moment by its name: started, step, epoch, finished.</summary>
    public Action<string> At { get; init; } = _ => { };

    public List<TrainingProgress> Steps { get; } = [];

    public int Decoded { get; private set; }

    public TrainingResult? Beginning { get; private set; }

    public int EpochsOnDisk { get; private set; }

    public void ImageDecoded(int done, int total) => Decoded = done;

    public void Started(TrainingResult result)
    {
        Beginning = result;
        At("started");
    }

    public void StepFinished(TrainingProgress progress)
    {
        Steps.Add(progress);
        At("step");
        if (Steps.Count == CancelAfterStep)
        {
            Cancellation.Cancel();
        }
    }

    public void EpochFinished(TrainingResult result)
    {
        EpochsOnDisk += File.Exists(result.BestPath) && File.Exists(result.LastPath) && result.IsInterrupted ? 1 : 0;
        At("epoch");
    }

    public void Finished(TrainingResult result) => At("finished");
}
