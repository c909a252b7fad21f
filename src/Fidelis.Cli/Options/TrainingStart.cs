using Fidelis.Networks.Architectures;
using Fidelis.Numerics.Errors;
using Fidelis.Registry;

namespace Fidelis.Cli.Options;

/// <summary>What a training begins from: an architecture, and perhaps weights that were trained before.</summary>
/// <param name="Architecture">The architecture.</param>
/// <param name="Pretrained">The trained network, or <see langword="null"/> for random weights.</param>
internal sealed record TrainingStart(IArchitecture Architecture, RegisteredModel? Pretrained)
{
    /// <summary>Finds what the user means.</summary>
    /// <param name="model">The id of an architecture, the path of a model file, or <c>NAME:WEIGHTS</c> of a shipped model.</param>
    /// <param name="registry">Where models are found by their names.</param>
    /// <returns>The start.</returns>
    /// <exception cref="InputException">There is no such architecture or model.</exception>
    public static TrainingStart Find(string model, ModelRegistry registry)
    {
        bool isName = !File.Exists(model) && model.AsSpan().IndexOfAny(":/\\") < 0 && !model.EndsWith(".safetensors", StringComparison.OrdinalIgnoreCase);
        if (isName)
        {
            return new TrainingStart(ArchitectureCatalog.Find(model), null);
        }

        RegisteredModel pretrained = registry.Open(model);
        return new TrainingStart(ArchitectureCatalog.Find(pretrained.Network.Architecture), pretrained);
    }
}
