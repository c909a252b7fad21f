namespace Fidelis.Training;

/// <summary>Follows a training while it runs. All calls come from the thread that trains, which waits for them.</summary>
public interface ITrainingObserver
{
    /// <summary>Tells how many images have been decoded.</summary>
    /// <param name="done">Images decoded, of all parts.</param>
    /// <param name="total">All images.</param>
    void ImageDecoded(int done, int total);

    /// <summary>Tells that the images are known and the first step is about to be taken.</summary>
    /// <param name="result">The training so far, with what is known of the images; its epochs are those of an earlier process, if any.</param>
    void Started(TrainingResult result);

    /// <summary>Tells that a step is done.</summary>
    /// <param name="progress">How far the training is.</param>
    void StepFinished(TrainingProgress progress);

    /// <summary>Tells that an epoch is done and its weights are on disk.</summary>
    /// <param name="result">The training so far, marked as interrupted.</param>
    void EpochFinished(TrainingResult result);

    /// <summary>
    /// Tells that the training is done and its weights are on disk. The checkpoint is deleted only when this returns, so that a resumed
    /// training writes again what a killed process did not.
    /// </summary>
    /// <param name="result">The finished training.</param>
    void Finished(TrainingResult result);
}
