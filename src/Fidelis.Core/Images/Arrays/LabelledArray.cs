namespace Fidelis.Images.Arrays;

/// <summary>Pictures in one file, with the classes that lie beside them.</summary>
/// <param name="Pictures">The pictures.</param>
/// <param name="Classes">The class of each, or <see langword="null"/> where there are none.</param>
/// <param name="Notes">What there is to say of them.</param>
internal sealed record LabelledArray(PictureArray Pictures, IReadOnlyList<string>? Classes, params IReadOnlyList<string> Notes);
