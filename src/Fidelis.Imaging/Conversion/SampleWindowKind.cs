namespace Fidelis.Imaging.Conversion;

/// <summary>How the ends of a <see cref="SampleWindow"/> are found.</summary>
public enum SampleWindowKind
{
    /// <summary>The whole range of the type.</summary>
    Full,

    /// <summary>Two values that are given.</summary>
    Fixed,

    /// <summary>The smallest and the largest value of each image.</summary>
    PerImage,

    /// <summary>The smallest and the largest value of all images of a set, which whoever reads the set finds first and makes fixed.</summary>
    PerSet,
}
