namespace Fidelis.Sensitivity;

/// <summary>An experiment on metrics: something about the images, the network or the numbers is changed, and one looks whether the scores react as they should.</summary>
/// <remarks>Every class that implements it is found by <see cref="ExperimentCatalog"/>. It must have a constructor without parameters.</remarks>
public interface IExperiment
{
    /// <summary>Gets what the command line, the run file and the reports know of the experiment.</summary>
    ExperimentDescriptor Descriptor { get; }

    /// <summary>Finds why the experiment cannot be made with some sets and models, before anything expensive begins.</summary>
    /// <param name="context">The sets, the models and the metrics.</param>
    /// <returns>A sentence for each problem.</returns>
    IEnumerable<string> FindProblems(ExperimentContext context);

    /// <summary>Makes the experiment.</summary>
    /// <param name="context">The sets, the models and the metrics, and what scores them.</param>
    /// <returns>What was measured, and what it means. It depends on neither batch size nor thread count.</returns>
    ExperimentResult Run(ExperimentContext context);
}
