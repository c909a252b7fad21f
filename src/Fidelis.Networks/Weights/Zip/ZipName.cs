using System.Text;

namespace Fidelis.Networks.Weights.Zip;

/// <summary>Reads the names of zip members (PKWARE APPNOTE 4.4.17 and appendix D).</summary>
internal static class ZipName
{
    /// <summary>The letters of bytes 128 to 255 in code page 437, which names are in that are not marked as UTF-8.</summary>
    private const string UpperCodePage437 =
        "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u00A0";

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Decodes a name.</summary>
    /// <param name="bytes">The name as it is stored.</param>
    /// <param name="hasDosPaths">Whether the archive was made on a system whose paths have backslashes.</param>
    /// <remarks>
    /// Most programs that do not mark UTF-8 write it all the same. Bytes that are UTF-8 by chance are rare in names of code page 437.
    /// </remarks>
    public static string Decode(ReadOnlySpan<byte> bytes, bool hasDosPaths)
    {
        string name;
        try
        {
            name = StrictUtf8.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            StringBuilder letters = new(bytes.Length);
            foreach (byte value in bytes)
            {
                letters.Append(value < 128 ? (char)value : UpperCodePage437[value - 128]);
            }

            name = letters.ToString();
        }

        return hasDosPaths && !name.Contains('/', StringComparison.Ordinal) ? name.Replace('\\', '/') : name;
    }
}
