namespace Fidelis.Preprocessing;

/// <summary>How an image reaches a network of another aspect ratio.</summary>
public enum Fit
{
    /// <summary>Width and height are resized apart from each other: nothing is cut off, shapes are distorted.</summary>
    Squash,

    /// <summary>The largest centred part of the network's aspect ratio is taken first: shapes are kept, the border is cut off.</summary>
    Crop,
}
