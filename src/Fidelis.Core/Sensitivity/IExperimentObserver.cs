using Fidelis.Evaluation;

namespace Fidelis.Sensitivity;

/// <summary>Is told how far experiments are. They consist of parts that count different things: images that go through a network, scores.</summary>
public interface IExperimentObserver
{
    /// <summary>Runs one part.</summary>
    /// <typeparam name="T">What the part gives back.</typeparam>
    /// <param name="title">What is being done, capitalised, without a full stop.</param>
    /// <param name="unit">What is counted, in the plural.</param>
    /// <param name="total">How many there are.</param>
    /// <param name="totalBytes">The bytes of all; zero where they are not counted.</param>
    /// <param name="work">The part, which reports to what it is given.</param>
    /// <returns>What the part gave back.</returns>
    T Run<T>(string title, string unit, long total, long totalBytes, Func<IProgress<EvaluationProgress>, T> work);
}
