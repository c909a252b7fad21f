namespace Fidelis.Training.Schedules;

/// <summary>Divides the learning rate by ten after half and again after three quarters of all steps.</summary>
/// <remarks>The places are those of He et al., Deep Residual Learning for Image Recognition, CVPR 2016, section 4.2.</remarks>
public sealed class StepSchedule : ILearningRateSchedule
{
    /// <inheritdoc/>
    public string Id => "step";

    /// <inheritdoc/>
    public string Summary => "is divided by ten after half and after three quarters of the steps";

    /// <inheritdoc/>
    public double FactorAt(ScheduleMoment moment) => moment.Progress < 0.5 ? 1 : moment.Progress < 0.75 ? 0.1 : 0.01;
}
