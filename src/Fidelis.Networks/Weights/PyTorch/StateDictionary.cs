using System.Globalization;
using System.Numerics;
using Fidelis.Numerics.Errors;

namespace Fidelis.Networks.Weights.PyTorch;

/// <summary>Finds the tensors that a pickle of <c>torch.save</c> describes.</summary>
internal static class StateDictionary
{
    private const string OrderedDictionary = "collections.OrderedDict";
    private const string RebuildTensor = "torch._utils._rebuild_tensor_v2";
    private const string RebuildParameter = "torch._utils._rebuild_parameter";

    /// <summary>The keys under which training programs keep the weights within a checkpoint.</summary>
    private static readonly string[] Wrappings = ["state_dict", "model_state_dict", "model"];

    /// <summary>Tells whether a dictionary of tensors needs a name.</summary>
    /// <param name="name">A name such as <c>collections.OrderedDict</c>.</param>
    public static bool Expects(string name) => name is OrderedDictionary or RebuildTensor or RebuildParameter || ElementType.OfStorage(name) is not null;

    /// <summary>Finds the tensors.</summary>
    /// <param name="content">What the pickle describes.</param>
    /// <param name="source">The file as messages name it.</param>
    /// <returns>The tensors in the order of the file, none of them read.</returns>
    /// <exception cref="InputException">The content is no dictionary of tensors, or contradicts itself.</exception>
    public static IReadOnlyList<StoredTensor> Find(object? content, string source)
    {
        PickleDictionary dictionary = DictionaryOf(content) ?? throw NoTensors(source);
        foreach (string wrapping in Wrappings)
        {
            if (dictionary.Items.LastOrDefault(item => item.Key is string key && key == wrapping).Value is { } inner && DictionaryOf(inner) is { } wrapped)
            {
                dictionary = wrapped;
                break;
            }
        }

        Dictionary<string, StoredTensor> tensors = new(StringComparer.Ordinal);
        foreach ((object? key, object? value) in dictionary.Items)
        {
            if (key is string name && TensorOf(value) is { } arguments)
            {
                tensors[name] = Describe(name, arguments, source);
            }
        }

        return tensors.Count > 0 ? [.. tensors.Values] : throw NoTensors(source);
    }

    private static PickleDictionary? DictionaryOf(object? value) => value switch
    {
        PickleDictionary dictionary => dictionary,
        PickleCall { Function.Name: OrderedDictionary, Arguments: [] } call => call.Items,
        _ => null,
    };

    private static object?[]? TensorOf(object? value) => value switch
    {
        PickleCall { Function.Name: RebuildTensor } call => call.Arguments,
        PickleCall { Function.Name: RebuildParameter, Arguments: [PickleCall { Function.Name: RebuildTensor } tensor, ..] } => tensor.Arguments,
        _ => null,
    };

    private static StoredTensor Describe(string name, object?[] arguments, string source)
    {
        if (arguments is not [PickleReference { Id: object?[] id }, BigInteger offset, object?[] shape, object?[] strides, ..]
            || id is not ["storage", PickleGlobal type, string key, _, BigInteger length, ..]
            || ElementType.OfStorage(type.Name) is not { } elements)
        {
            throw Damaged(name, "is described in an unknown way", source);
        }

        if (id is [_, _, _, _, _, not null, ..])
        {
            throw Damaged(name, "is a view of a part of a storage, as PyTorch saved it before 0.4: save it anew", source);
        }

        int[] lengths = [.. shape.Select(item => item is BigInteger value && value >= 0 && value <= int.MaxValue ? (int)value : throw Damaged(name, "has an impossible shape", source))];
        long[] steps = [.. strides.Select(item => item is BigInteger value && value >= 0 && value <= int.MaxValue ? (long)value : throw Damaged(name, "has impossible strides", source))];
        BigInteger count = lengths.Aggregate(BigInteger.One, (product, axis) => product * axis);
        BigInteger end = offset + lengths.Zip(steps, (axis, step) => (BigInteger)Math.Max(axis - 1, 0) * step).Aggregate(BigInteger.One, (sum, item) => sum + item);
        return lengths.Length == steps.Length && offset >= 0 && length >= 0 && length <= Array.MaxLength / sizeof(double) && count <= length && (count.IsZero || end <= length)
            ? new StoredTensor(name, key, elements, (long)length, (long)offset, lengths, steps)
            : throw Damaged(name, string.Create(CultureInfo.InvariantCulture, $"does not fit into its storage of {length} elements"), source);
    }

    private static InputException NoTensors(string source) => new(
        $"A file of weights must hold a dictionary of tensors, but '{source}' holds none: save `model.state_dict()`.");

    private static InputException Damaged(string name, string how, string source) => new($"The tensor '{Printable.Of(name)}' of '{source}' {how}.");
}
