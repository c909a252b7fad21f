namespace Fidelis.Training.Schedules;

/// <summary>Halves the learning rate whenever the validation loss has had no new minimum for five epochs.</summary>
public sealed class PlateauSchedule : ILearningRateSchedule
{
    private const int Patience = 5;
    private const double Fall = 0.5;

    /// <inheritdoc/>
    public string Id => "plateau";

    /// <inheritdoc/>
    public string Summary => "is halved when the validation loss has had no new minimum for five epochs";

    /// <inheritdoc/>
    public double FactorAt(ScheduleMoment moment)
    {
        // The whole history decides, so that nothing has to be remembered between epochs.
        double factor = 1;
        double lowest = double.PositiveInfinity;
        int waited = 0;
        foreach (TrainingEpoch epoch in moment.Finished)
        {
            if (epoch.ValidationLoss < lowest)
            {
                lowest = epoch.ValidationLoss;
                waited = 0;
            }
            else if (++waited == Patience)
            {
                factor *= Fall;
                waited = 0;
            }
        }

        return factor;
    }
}
