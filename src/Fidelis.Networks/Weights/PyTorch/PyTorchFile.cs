using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;
using Fidelis.Networks.Weights.Zip;
using Fidelis.Numerics.Errors;
using Fidelis.Numerics.Threading;

namespace Fidelis.Networks.Weights.PyTorch;

/// <summary>
/// Reads the tensors of a file that <c>torch.save(model.state_dict(), ...)</c> wrote, in the zip format (since 1.6) or in the older one.
/// Nothing that the file asks to be run is run.
/// </summary>
/// <remarks>
/// The formats are those of <c>torch/serialization.py</c>. Zip: <c>NAME/data.pkl</c> is a pickle that names storages, each of which is a
/// member <c>NAME/data/KEY</c>. Older: five pickles (a magic number, a version, facts about the machine, the content, the keys of the storages),
/// then for each key its number of elements in eight bytes, and the elements.
/// </remarks>
public static class PyTorchFile
{
    /// <summary>The largest pickle that is read: the dictionary of a network of 40,000 tensors is smaller. A byte of it may make an object of a hundred.</summary>
    private const long LargestPickleBytes = 1 << 23;

    private const string PickleName = "data.pkl";

    private const int FormatVersion = 1001;

    private static readonly BigInteger Magic = BigInteger.Parse("1950a86a20f9469cfc6c", NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    /// <summary>Tells whether a file starts as one of the older format does. One of the zip format starts as every zip archive.</summary>
    /// <param name="start">The first bytes.</param>
    /// <returns>Whether it does.</returns>
    public static bool RecognizesLegacy(ReadOnlySpan<byte> start) =>
        start.Length > 14 && start[0] == (byte)PickleOpcode.PROTO && start[2] == (byte)PickleOpcode.LONG1 && start[3] == 10 && new BigInteger(start.Slice(4, 10)) == Magic;

    /// <summary>Reads all tensors as float32.</summary>
    /// <param name="file">The file.</param>
    /// <returns>The tensors in the order of the file, the values of other types rounded to float32.</returns>
    /// <exception cref="InputException">The file is damaged, or holds more than tensors.</exception>
    public static IReadOnlyList<NamedTensor> Read(FileWindow file)
    {
        ArgumentNullException.ThrowIfNull(file);
        byte[] start = file.ReadStart(16);
        return ZipContainer.Recognizes(start) ? ReadZip(file)
            : RecognizesLegacy(start) ? ReadLegacy(file)
            : throw new InputException($"The file '{file.Name}' is none that `torch.save` writes, or it is damaged at its beginning.");
    }

    private static NamedTensor[] ReadZip(FileWindow file)
    {
        ZipContainer archive = ZipContainer.Open(file);
        Dictionary<string, ZipMember> members = new(StringComparer.Ordinal);
        foreach (ZipMember member in archive.ReadMembers())
        {
            if (!members.TryAdd(member.Name, member))
            {
                throw Damaged(file, $"it holds '{Printable.Of(member.Name)}' twice");
            }
        }

        ZipMember[] pickles = [.. members.Values.Where(member => member.Name.EndsWith("/" + PickleName, StringComparison.Ordinal))];
        if (pickles is not [var pickle])
        {
            throw new InputException($"The archive '{file.Name}' must hold one '{PickleName}', as `torch.save` writes it, but holds {pickles.Length}.");
        }

        string root = pickle.Name[..^PickleName.Length];
        if (members.ContainsKey(root + "constants.pkl") || members.ContainsKey(root + "code/"))
        {
            throw new InputException($"A file of weights must hold tensors alone, but '{file.Name}' is a TorchScript program. Nothing was run: save its state_dict.");
        }

        if (members.TryGetValue(root + "byteorder", out ZipMember? order) && order.Length < 16 && !archive.Read(order).AsSpan().SequenceEqual("little"u8))
        {
            throw new InputException($"The values of '{file.Name}' must be little-endian, but are not: save it anew on another machine.");
        }

        if (pickle.Length > LargestPickleBytes)
        {
            throw Damaged(file, $"its '{PickleName}' claims {pickle.Length} bytes");
        }

        ClaimedSize.Require(file, pickle.Length);
        IReadOnlyList<StoredTensor> tensors = StateDictionary.Find(new PickleReader(archive.Read(pickle), file.Name, StateDictionary.Expects).Read(), file.Name);
        return ReadTensors(file, tensors, (tensor, destination) => archive.Read(Storage(tensor), destination));

        ZipMember Storage(StoredTensor tensor)
        {
            ZipMember member = members.TryGetValue($"{root}data/{tensor.Storage}", out ZipMember? found)
                ? found
                : throw Damaged(file, $"the values of '{Printable.Of(tensor.Name)}' are missing");
            return member.Length == tensor.StorageBytes
                ? member
                : throw Damaged(file, string.Create(CultureInfo.InvariantCulture, $"the values of '{Printable.Of(tensor.Name)}' are {member.Length} bytes instead of {tensor.StorageBytes}"));
        }
    }

    private static NamedTensor[] ReadLegacy(FileWindow file)
    {
        byte[] start = file.ReadStart((int)Math.Min(file.Length, LargestPickleBytes));
        PickleReader reader = new(start, file.Name, StateDictionary.Expects);
        if (reader.Read() is not BigInteger magic || magic != Magic || reader.Read() is not BigInteger version || version != FormatVersion)
        {
            throw Damaged(file, "it is of an unknown version");
        }

        if (reader.Read() is not PickleDictionary system || system.Items.Any(item => item is { Key: "little_endian", Value: false }))
        {
            throw new InputException($"The values of '{file.Name}' must be little-endian, but are not: save it anew on another machine.");
        }

        IReadOnlyList<StoredTensor> tensors = StateDictionary.Find(reader.Read(), file.Name);
        if (reader.Read() is not List<object?> keys)
        {
            throw Damaged(file, "it does not list its storages");
        }

        Dictionary<string, FileWindow> storages = FindStorages(file, reader.Position, keys, tensors);
        return ReadTensors(file, tensors, (tensor, destination) =>
            (storages.TryGetValue(tensor.Storage, out FileWindow? storage) ? storage : throw Damaged(file, $"the values of '{Printable.Of(tensor.Name)}' are missing")).Read(0, destination));
    }

    /// <summary>Reads tensors, each storage once: the larger part of the time goes into the system's calls and the checksums, on all cores.</summary>
    private static NamedTensor[] ReadTensors(FileWindow file, IReadOnlyList<StoredTensor> tensors, StorageReader read)
    {
        IGrouping<string, int>[] storages = [.. Enumerable.Range(0, tensors.Count).GroupBy(i => tensors[i].Storage, StringComparer.Ordinal)];
        ClaimedSize.Require(file, tensors.Sum(tensor => tensor.Count) * sizeof(float));
        ClaimedSize.Require(file, storages.Sum(users => tensors[users.First()].StorageBytes));
        NamedTensor[] values = new NamedTensor[tensors.Count];
        Parallelism.For(storages.Length, i =>
        {
            StoredTensor first = tensors[storages[i].First()];
            if (BitConverter.IsLittleEndian && storages[i].Count() == 1 && first.IsWholeStorage)
            {
                float[] whole = new float[first.Count];
                read(first, MemoryMarshal.AsBytes(whole.AsSpan()));
                values[storages[i].First()] = new NamedTensor(first.Name, first.Shape, whole);
                return;
            }

            byte[] storage = new byte[first.StorageBytes];
            read(first, storage);
            foreach (int index in storages[i])
            {
                if (tensors[index].StorageBytes != storage.Length)
                {
                    throw Damaged(file, $"the values of '{Printable.Of(tensors[index].Name)}' are not as many as it says");
                }

                values[index] = tensors[index].Read(storage);
            }
        });
        return values;
    }

    private static Dictionary<string, FileWindow> FindStorages(FileWindow file, long position, List<object?> keys, IReadOnlyList<StoredTensor> tensors)
    {
        ILookup<string, StoredTensor> users = tensors.ToLookup(tensor => tensor.Storage, StringComparer.Ordinal);
        Dictionary<string, FileWindow> storages = new(StringComparer.Ordinal);
        Span<byte> count = stackalloc byte[sizeof(long)];
        foreach (object? item in keys)
        {
            if (item is not string key || users[key].FirstOrDefault() is not { } user)
            {
                throw Damaged(file, "it holds values of which nothing says what they are");
            }

            if (file.Length - position < sizeof(long))
            {
                throw Damaged(file, "it ends before its values do");
            }

            file.Read(position, count);
            position += sizeof(long);
            long bytes = user.StorageLength * user.Type.Bytes;
            if (BinaryPrimitives.ReadInt64LittleEndian(count) != user.StorageLength || users[key].Any(other => other.StorageLength != user.StorageLength || other.Type != user.Type))
            {
                throw Damaged(file, $"the values of '{Printable.Of(user.Name)}' are not as many as it says");
            }

            if (file.Length - position < bytes || !storages.TryAdd(key, file.Slice(position, Math.Min(bytes, file.Length - position))))
            {
                throw Damaged(file, "it ends before its values do");
            }

            position += bytes;
        }

        return storages;
    }

    private static InputException Damaged(FileWindow file, string how) => new($"The file '{file.Name}' is damaged: {how}.");

    /// <summary>Reads the storage of a tensor whole.</summary>
    private delegate void StorageReader(StoredTensor tensor, Span<byte> destination);
}
