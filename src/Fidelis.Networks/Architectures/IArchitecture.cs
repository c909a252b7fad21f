namespace Fidelis.Networks.Architectures;

/// <summary>A kind of network that can be created for any classes and trained. <see cref="ArchitectureCatalog"/> finds every implementation.</summary>
public interface IArchitecture
{
    /// <summary>Gets the id, such as <c>biocnn-1</c>.</summary>
    string Id { get; }

    /// <summary>Gets one sentence about it.</summary>
    string Summary { get; }

    /// <summary>Gets how it is trained where the user says nothing else.</summary>
    TrainingDefaults Defaults { get; }

    /// <summary>Gets the images it takes where the user says nothing else.</summary>
    InputShape DefaultInput { get; }

    /// <summary>Creates a network with first weights.</summary>
    /// <param name="input">The images it takes.</param>
    /// <param name="classes">The names of the classes, at least one, all different.</param>
    /// <param name="seed">Decides the first weights.</param>
    /// <returns>The network.</returns>
    /// <exception cref="Numerics.Errors.InputException">The images are smaller than the architecture can take, or the classes are none or not all different.</exception>
    LayeredNetwork Create(InputShape input, IReadOnlyList<string> classes, ulong seed);
}
