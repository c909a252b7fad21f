using Fidelis.Networks.Architectures;

namespace Fidelis.Training.CrossTraining;

/// <summary>The options of <c>gan-train</c> and <c>gan-test</c>.</summary>
internal sealed record CrossTrainingOptions
{
    /// <summary>Gets the id of the architecture that is trained.</summary>
    public string Model { get; init; } = "biocnn-1";

    /// <summary>Gets the passes over the training images; <see langword="null"/> for the architecture's own number.</summary>
    public int? Epochs { get; init; }

    /// <summary>Gets the seed of the division, the first weights and the order of the images.</summary>
    public uint Seed { get; init; } = 1;

    /// <summary>Gets the architecture.</summary>
    public IArchitecture Architecture => ArchitectureCatalog.Find(Model);
}
