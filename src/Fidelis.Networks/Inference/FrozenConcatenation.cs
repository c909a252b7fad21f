using Fidelis.Networks.Operators;

namespace Fidelis.Networks.Inference;

/// <summary>Joins the channels of layers that could not be written side by side in the first place.</summary>
internal sealed class FrozenConcatenation(int pixels, IReadOnlyList<int> channels) : FrozenLayer
{
    /// <inheritdoc/>
    public override void Run(int batchCount, ReadOnlySpan<LayerValues> inputs, LayerValues output)
    {
        int first = output.Offset;
        for (int i = 0; i < inputs.Length; i++)
        {
            // A layer that was written side by side is there already.
            if (inputs[i].Data != output.Data)
            {
                Concatenation.Copy(inputs[i].Data, inputs[i].Offset, inputs[i].Step, output.Data, first, output.Step, channels[i], batchCount * pixels);
            }

            first += channels[i];
        }
    }
}
