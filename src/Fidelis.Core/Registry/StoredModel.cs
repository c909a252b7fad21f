namespace Fidelis.Registry;

/// <summary>What became of a model that was to be stored.</summary>
/// <param name="Listing">Its name and file.</param>
/// <param name="WeightsHash">SHA-256 of the weights in lower-case hexadecimal.</param>
/// <param name="SourceHash">SHA-256 of the file that they came in.</param>
/// <param name="IsNew">Whether it was stored now; it was there already otherwise.</param>
public sealed record StoredModel(ModelListing Listing, string WeightsHash, string SourceHash, bool IsNew);
