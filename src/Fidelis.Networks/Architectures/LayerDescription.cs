namespace Fidelis.Networks.Architectures;

/// <summary>Describes one named layer of a network.</summary>
/// <param name="Name">The name by which features are taken from it, such as <c>leaky_re_lu_4</c>.</param>
/// <param name="Operator">What it computes, such as <c>Conv 3x3/2</c>.</param>
/// <param name="Shape">Its output for one image: <c>[height, width, channels]</c>, <c>[positions, features]</c> or <c>[features]</c>.</param>
/// <param name="ParameterCount">The number of its trained and running parameters.</param>
public sealed record LayerDescription(string Name, string Operator, IReadOnlyList<int> Shape, long ParameterCount)
{
    /// <summary>Gets the operations on the longest way from the images to it, itself included.</summary>
    public int Depth { get; init; }
}
