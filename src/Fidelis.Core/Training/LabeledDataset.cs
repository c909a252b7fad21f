namespace Fidelis.Training;

/// <summary>Labelled images in three parts: to learn from, to choose by, and to judge by, once, at the end.</summary>
/// <param name="Description">The data set as the user named it.</param>
/// <param name="Classes">The class names in ordinal order; a label is an index into them.</param>
/// <param name="SplitRule">How the parts came about, as run files give it.</param>
/// <param name="Train">Images that the weights are fitted to, in ordinal order of their paths.</param>
/// <param name="Validation">Images that the best epoch is chosen by.</param>
/// <param name="Test">Images that take no part in training or choice.</param>
/// <param name="Notes">One sentence for everything in the folder that is not used.</param>
public sealed record LabeledDataset(
    string Description,
    IReadOnlyList<string> Classes,
    string SplitRule,
    IReadOnlyList<LabeledImage> Train,
    IReadOnlyList<LabeledImage> Validation,
    IReadOnlyList<LabeledImage> Test,
    IReadOnlyList<string> Notes);
