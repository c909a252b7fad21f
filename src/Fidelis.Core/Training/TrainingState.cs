using Fidelis.Networks.Architectures;
using Fidelis.Networks.Training;

namespace Fidelis.Training;

/// <summary>Everything that changes while a classifier learns: what a checkpoint must hold.</summary>
/// <param name="network">The network, whose parameters are a part of the state.</param>
/// <param name="trainer">The trainer, whose optimiser and random numbers are a part of the state.</param>
internal sealed class TrainingState(LayeredNetwork network, ClassifierTrainer trainer)
{
    /// <summary>Gets the network.</summary>
    public LayeredNetwork Network { get; } = network;

    /// <summary>Gets the trainer.</summary>
    public ClassifierTrainer Trainer { get; } = trainer;

    /// <summary>Gets the finished epochs.</summary>
    public List<TrainingEpoch> Epochs { get; } = [];

    /// <summary>Gets the epoch in hand, counted from 1.</summary>
    public int Epoch => Epochs.Count + 1;

    /// <summary>Gets or sets the steps that the epoch in hand has taken.</summary>
    public int BatchesDone { get; set; }

    /// <summary>Gets or sets the sum of the losses of the images of the epoch in hand, in nats.</summary>
    public double LossSum { get; set; }

    /// <summary>Gets or sets the images of the epoch in hand that were classified correctly.</summary>
    public int CorrectCount { get; set; }

    /// <summary>Gets or sets the seconds that the epoch in hand has taken.</summary>
    public double Seconds { get; set; }

    /// <summary>Gets or sets the best epoch so far; 0 before the first is finished.</summary>
    public int BestEpoch { get; set; }

    /// <summary>Gets or sets the weights of the best epoch so far.</summary>
    public WeightSnapshot? Best { get; set; }

    /// <summary>Gets or sets the probabilities <c>[n, k]</c> that the best weights give to the validation images.</summary>
    public float[] BestProbabilities { get; set; } = [];

    /// <summary>Ends the epoch in hand.</summary>
    /// <param name="epoch">What it found.</param>
    public void Finish(TrainingEpoch epoch)
    {
        Epochs.Add(epoch);
        (BatchesDone, LossSum, CorrectCount, Seconds) = (0, 0, 0, 0);
    }
}
