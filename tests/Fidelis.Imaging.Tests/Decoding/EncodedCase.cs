using System.Text.Json;

namespace Fidelis.Imaging.Tests.Decoding;

/// <summary>One small file of <c>reference/scripts/decoding.py</c>.</summary>
internal sealed record EncodedCase(string Name, byte[] Encoded, JsonElement Golden)
{
    public byte[] Rgb => Golden.GetProperty("rgb").GetBytesFromBase64();

    public int Width => Golden.GetProperty("width").GetInt32();

    public int Height => Golden.GetProperty("height").GetInt32();

    public string Reason => Golden.GetProperty("reason").GetString()!;

    public static IReadOnlyList<EncodedCase> Load(string file) =>
        [.. Testing.Golden.Load("decoding", file).EnumerateArray().Select(element => new EncodedCase(
            element.GetProperty("name").GetString()!, element.GetProperty("encoded").GetBytesFromBase64(), element))];

    public static TheoryData<string> Names(string file) => new(Load(file).Select(item => item.Name));
}
