namespace Fidelis.Training.Schedules;

/// <summary>Lowers the learning rate step by step along half a cosine, from 1 towards 0: <c>(1 + cos(pi t)) / 2</c> at the share t of all steps.</summary>
/// <remarks>Loshchilov and Hutter, SGDR: Stochastic Gradient Descent with Warm Restarts, ICLR 2017, equation 5, without restarts.</remarks>
public sealed class CosineSchedule : ILearningRateSchedule
{
    /// <inheritdoc/>
    public string Id => "cosine";

    /// <inheritdoc/>
    public string Summary => "falls along half a cosine to zero at the end";

    /// <inheritdoc/>
    public double FactorAt(ScheduleMoment moment) => 0.5 * (1 + Math.Cos(Math.PI * moment.Progress));
}
