using System.Globalization;

namespace Fidelis.Testing;

/// <summary>
/// Damages valid files in every way that disks, networks and attackers do, and holds a parser to its promise: it either reads what is
/// there, or refuses it by an exception of its own. The variable <c>FIDELIS_FUZZ=N</c> makes N times as many attempts, from other seeds.
/// </summary>
public static class Mutations
{
    /// <summary>Values that parsers stumble over: limits of signed and unsigned numbers, and the marks of larger forms.</summary>
    private static readonly byte[][] Dangerous =
    [
        [0], [0xFF], [0x7F], [0x80], [0xFF, 0xFF], [0, 0], [0xFF, 0xFF, 0xFF, 0xFF], [0, 0, 0, 0], [0xFF, 0xFF, 0xFF, 0x7F], [0, 0, 0, 0x80], [0x7F, 0xFF, 0xFF, 0xFF],
        [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F], [0, 0, 0, 0, 0, 0, 0, 0x80], [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF], [1, 0, 0, 0, 0, 0, 0, 0],
        .. new[] { "-1", "99999999999999999999", "\"", "\n", "(", "}", "\0" }.Select(text => text.Select(letter => (byte)letter).ToArray()),
    ];

    /// <summary>Gets how many times the usual number of attempts is made.</summary>
    public static int Effort { get; } = int.TryParse(Environment.GetEnvironmentVariable("FIDELIS_FUZZ"), NumberStyles.None, CultureInfo.InvariantCulture, out int times) && times > 0 ? times : 1;

    /// <summary>Fails if damaged bytes make a parser throw anything but the exception that it promises.</summary>
    /// <typeparam name="TRefusal">The exception that refuses bytes.</typeparam>
    /// <param name="valid">Files that the parser reads.</param>
    /// <param name="parse">Reads all that there is of a file.</param>
    /// <param name="attempts">How many damaged files are tried, for each valid one; <see cref="Effort"/> times as many where it is raised.</param>
    /// <param name="seed">The first seed.</param>
    public static void Try<TRefusal>(IReadOnlyList<byte[]> valid, Action<byte[]> parse, int attempts, int seed)
        where TRefusal : Exception
    {
        foreach (byte[] file in valid)
        {
            parse(file);
            for (int i = 0; i < attempts * Effort; i++)
            {
                byte[] damaged = Damage(file, new Random(seed + i));
                try
                {
                    parse(damaged);
                }
                catch (TRefusal)
                {
                }
                catch (Exception e)
                {
                    Xunit.Assert.Fail($"Seed {seed + i} of a file of {file.Length} bytes: {e}\n{Convert.ToBase64String(damaged.AsSpan(0, Math.Min(damaged.Length, 4096)))}");
                }
            }
        }
    }

    /// <summary>Fails if a file that ends early is read as if it were whole, or refused by anything but the exception that is promised.</summary>
    /// <typeparam name="TRefusal">The exception that refuses bytes.</typeparam>
    /// <param name="valid">A file that the parser reads.</param>
    /// <param name="parse">Reads all that there is of a file.</param>
    /// <param name="step">How far the lengths that are tried lie apart; 1 tries all.</param>
    public static void TruncateEverywhere<TRefusal>(byte[] valid, Action<byte[]> parse, int step = 1)
        where TRefusal : Exception
    {
        parse(valid);
        for (int length = 0; length < valid.Length; length += step)
        {
            byte[] cut = valid[..length];
            Exception? thrown = Xunit.Record.Exception(() => parse(cut));
            Xunit.Assert.True(thrown is TRefusal, $"After {length} of {valid.Length} bytes: {thrown?.ToString() ?? "no exception"}");
        }
    }

    private static byte[] Damage(byte[] valid, Random random)
    {
        List<byte> bytes = [.. valid];
        for (int changes = 1 + random.Next(4); changes > 0 && bytes.Count > 0; changes--)
        {
            int position = random.Next(bytes.Count);
            int length = Math.Min(1 + random.Next(16), bytes.Count - position);
            byte[] dangerous = Dangerous[random.Next(Dangerous.Length)];
            switch (random.Next(7))
            {
                case 0:
                    bytes[position] ^= (byte)(1 << random.Next(8));
                    break;
                case 1:
                    bytes[position] = (byte)random.Next(256);
                    break;
                case 2:
                    bytes.RemoveRange(position, bytes.Count - position);
                    break;
                case 3:
                    bytes.RemoveRange(position, length);
                    break;
                case 4:
                    bytes.InsertRange(random.Next(bytes.Count), bytes.GetRange(position, length));
                    break;
                case 5:
                    bytes.InsertRange(position, dangerous);
                    break;
                default:
                    for (int i = 0; i < dangerous.Length && position + i < bytes.Count; i++)
                    {
                        bytes[position + i] = dangerous[i];
                    }

                    break;
            }
        }

        return [.. bytes];
    }
}
