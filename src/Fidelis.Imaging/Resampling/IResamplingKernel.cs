namespace Fidelis.Imaging.Resampling;

/// <summary>
/// A rule that says from which source samples an output sample is made along one axis. Every class of this assembly that implements it
/// is found by <see cref="ResamplingCatalog"/>; it must have a parameterless constructor and no state.
/// </summary>
/// <remarks>A rule that imitates a library carries that library's name in its id.</remarks>
public interface IResamplingKernel
{
    /// <summary>Gets the name that protocols and users know it by: lower case, words joined by hyphens.</summary>
    string Id { get; }

    /// <summary>Gets what it does and whose convention that is, as a sentence without a full stop.</summary>
    string Summary { get; }

    /// <summary>Gets the operations that make an output sample from the source samples and their weights.</summary>
    ResamplingArithmetic Arithmetic { get; }

    /// <summary>Chooses the source samples of one output sample and weighs them.</summary>
    /// <param name="input">The number of source samples, from 1.</param>
    /// <param name="output">The number of output samples, from 1; never equal to <paramref name="input"/>.</param>
    /// <param name="q">The output sample, in <c>[0, output)</c>.</param>
    /// <param name="weights">Receives at its end one weight for each source sample, at least one; their sum is 1.</param>
    /// <returns>
    /// The first of the source samples, which follow each other. It never falls as <paramref name="q"/> rises, nor does the last one. The
    /// last one may be <paramref name="input"/>: the sample beyond the end, which repeats the last one.
    /// </returns>
    int Weigh(int input, int output, int q, List<double> weights);
}
