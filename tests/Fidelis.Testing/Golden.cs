using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Fidelis.Testing;

/// <summary>Reads the numbers that reference libraries computed: <c>reference/golden/AREA/CASE.json</c>.</summary>
public static class Golden
{
    /// <summary>Reads the data of one file and fails if it is not what its script wrote.</summary>
    public static JsonElement Load(string area, string name)
    {
        string path = Path.Combine(Repository.Root, "reference", "golden", area, name + ".json");
        JsonElement root = JsonDocument.Parse(File.ReadAllBytes(path)).RootElement;
        JsonElement data = root.GetProperty("data");
        string hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(data.GetRawText())));
        Xunit.Assert.True(
            hash == root.GetProperty("provenance").GetProperty("sha256").GetString(),
            $"{path} was changed after its script wrote it: run the script again instead.");
        return data;
    }

    /// <summary>Reads an array of numbers of any depth, row by row.</summary>
    public static double[] Doubles(this JsonElement element) =>
        element.ValueKind == JsonValueKind.Array ? [.. element.EnumerateArray().SelectMany(Doubles)] : [element.GetDouble()];

    /// <summary>Reads an array of numbers of any depth, row by row.</summary>
    public static float[] Floats(this JsonElement element) => [.. element.Doubles().Select(value => (float)value)];

    /// <summary>Reads an array of whole numbers of any depth, row by row.</summary>
    public static int[] Integers(this JsonElement element) => [.. element.Doubles().Select(value => checked((int)value))];
}
