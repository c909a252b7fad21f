using Fidelis.Networks.Architectures;
using Fidelis.Networks.Autodiff;
using Fidelis.Networks.Layers;
using Fidelis.Networks.Losses;
using Fidelis.Networks.Optimizers;
using Fidelis.Numerics.Randomness;

namespace Fidelis.Networks.Training;

/// <summary>Trains a classifier batch by batch: cross-entropy by Adam.</summary>
/// <remarks>The same seed, batches and first weights give the same weights, whatever the number of threads.</remarks>
public sealed class ClassifierTrainer
{
    private readonly LayeredNetwork network;
    private readonly Parameter[] trained;
    private readonly Adam optimizer;
    private readonly Xoshiro256 dropout;
    private readonly IReadOnlyList<float>? classWeights;
    private readonly TensorPool pool = new();

    /// <summary>Initializes a training of a network from its present weights.</summary>
    /// <param name="network">The network, whose parameters each step changes.</param>
    /// <param name="learningRate">The learning rate of Adam, above 0.</param>
    /// <param name="seed">Decides what dropout lets through.</param>
    /// <param name="classWeights">What an image of each class counts in the loss, as <see cref="SoftmaxCrossEntropy"/> takes it; <see langword="null"/> for all alike.</param>
    public ClassifierTrainer(LayeredNetwork network, double learningRate, ulong seed, IReadOnlyList<float>? classWeights = null)
    {
        ArgumentNullException.ThrowIfNull(network);
        this.classWeights = classWeights;
        this.network = network;
        trained = [.. network.Parameters.Where(p => p.IsTrained)];
        optimizer = new Adam(trained, learningRate);
        dropout = new Xoshiro256(seed).Split("dropout");
    }

    /// <summary>Gets or sets the learning rate of the next step, above 0.</summary>
    public double LearningRate
    {
        get => optimizer.LearningRate;
        set => optimizer.LearningRate = value;
    }

    /// <summary>Gets or sets the steps taken so far.</summary>
    public long StepCount
    {
        get => optimizer.StepCount;
        set => optimizer.StepCount = value;
    }

    /// <summary>Gets or sets how far the random numbers of dropout have come.</summary>
    public Xoshiro256State DropoutState
    {
        get => dropout.State;
        set => dropout.State = value;
    }

    /// <summary>
    /// Gets what the optimiser remembers of the gradients. With the network's parameters, <see cref="StepCount"/> and
    /// <see cref="DropoutState"/> it decides all further steps, so that another trainer can take them.
    /// </summary>
    public IReadOnlyList<Parameter> OptimizerState => optimizer.State;

    /// <summary>Takes one step on a batch.</summary>
    /// <param name="images">Images <c>[n, height, width, channels]</c>, float32, RGB, in [-1, 1]; n at least 1.</param>
    /// <param name="labels">The class of each image.</param>
    /// <returns>The loss and the hits of the batch, under the weights before the step.</returns>
    /// <exception cref="ArgumentException">The images or labels do not fit the network.</exception>
    public TrainingStep Step(Tensor images, ReadOnlySpan<int> labels)
    {
        ArgumentNullException.ThrowIfNull(images);
        using Tape tape = new(pool);
        ForwardPass pass = new(tape, dropout);
        Variable logits = network.Logits(tape.Constant(images), pass);
        Variable loss = SoftmaxCrossEntropy.Apply(logits, labels, classWeights);
        IReadOnlyList<Variable> gradients = tape.Gradients(loss, Array.ConvertAll(trained, pass.VariableOf));
        optimizer.Update([.. gradients.Select(g => g.Value)]);
        return new TrainingStep(loss.Value.Data[0], CountCorrect(logits.Value, labels));
    }

    private static int CountCorrect(Tensor logits, ReadOnlySpan<int> labels)
    {
        int classes = logits.Shape[1];
        int correct = 0;
        for (int i = 0; i < labels.Length; i++)
        {
            ReadOnlySpan<float> row = logits.Data.AsSpan(i * classes, classes);
            int best = 0;
            for (int j = 1; j < classes; j++)
            {
                best = row[j] > row[best] ? j : best;
            }

            correct += best == labels[i] ? 1 : 0;
        }

        return correct;
    }
}
