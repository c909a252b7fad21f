using Fidelis.Networks.Autodiff;
using Fidelis.Numerics.Kernels;

namespace Fidelis.Networks.Operators;

/// <summary>Normalised values that nobody has asked for yet.</summary>
/// <remarks>
/// A convolution normalises its images while it copies what it needs of them, forward and for the gradient of its filters. Where nothing
/// else reads the values, they are never written to memory as a whole.
/// </remarks>
/// <param name="source">The values before.</param>
/// <param name="normalization">What is to be done to them.</param>
internal sealed class DeferredNormalization(Tensor source, ChannelNormalization normalization)
{
    /// <summary>Gets the values before.</summary>
    public Tensor Source => source;

    /// <summary>Gets what is to be done to them.</summary>
    public ChannelNormalization Normalization => normalization;

    /// <summary>Computes the values.</summary>
    /// <param name="tape">Owns their memory.</param>
    /// <returns>The values, of the shape of the source.</returns>
    public Tensor Compute(Tape tape)
    {
        Tensor output = tape.RentLasting(source.Shape);
        BatchNormalizationKernel.Normalize(source.Data, normalization, output.Data);
        return output;
    }
}
