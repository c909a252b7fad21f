namespace Fidelis.Features;

/// <summary>How a layer that is a map <c>[height, width, channels]</c> becomes a feature vector. Vectors are taken as they are.</summary>
public enum Pooling
{
    /// <summary>The mean over rows and columns: <c>[channels]</c>.</summary>
    Average,

    /// <summary>The maximum over rows and columns: <c>[channels]</c>.</summary>
    Maximum,

    /// <summary>All values in row-major order: <c>[height * width * channels]</c>.</summary>
    Flatten,
}
