using System.Globalization;

namespace Fidelis.Registry;

/// <summary>Weights that others have published: what identifies them, and where they are.</summary>
/// <param name="Model">The id of the model that they are for.</param>
/// <param name="Bytes">The size of the file.</param>
/// <param name="Sha256">The SHA-256 of the file in lower-case hexadecimal.</param>
/// <param name="Addresses">Where the same bytes can be had, the first to be tried first.</param>
public sealed record PublishedWeights(string Model, long Bytes, string Sha256, IReadOnlyList<Uri> Addresses)
{
    /// <summary>Gets the ports of the TensorFlow graph of 2015-12-05 to PyTorch, by pytorch-fid and by torch-fidelity: the same file.</summary>
    public static PublishedWeights InceptionV3 { get; } = new(
        Networks.Architectures.InceptionV3.Id,
        95_628_359,
        "6726825d0af5f729cebd5821db510b11b1cfad8faad88a03f1befd49fb9129b2",
        [
            new Uri("https://github.com/mseitzer/pytorch-fid/releases/download/fid_weights/pt_inception-2015-12-05-6726825d.pth"),
            new Uri("https://github.com/toshas/torch-fidelity/releases/download/v0.2.0/weights-inception-2015-12-05-6726825d.pth"),
        ]);

    /// <summary>Gets all published weights that are known.</summary>
    public static IReadOnlyList<PublishedWeights> All { get; } = [InceptionV3];

    /// <summary>Gets what to do without a connection: the end of a sentence that begins with "or".</summary>
    public string ByHand => string.Create(
        CultureInfo.InvariantCulture,
        $"download {Addresses[0]} by hand ({Bytes:N0} bytes, SHA-256 {Sha256}) and run `fidelis models import FILE`");
}
