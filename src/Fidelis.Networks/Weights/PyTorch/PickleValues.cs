namespace Fidelis.Networks.Weights.PyTorch;

/// <summary>A name that a pickle asks Python to import. It stays a name here: nothing is imported or called.</summary>
/// <param name="Name">The module and the name within it, such as <c>collections.OrderedDict</c>.</param>
internal sealed record PickleGlobal(string Name);

/// <summary>A call that a pickle asks Python to make. It stays a description here.</summary>
/// <param name="Function">What would be called.</param>
/// <param name="Arguments">With what.</param>
internal sealed record PickleCall(PickleGlobal Function, object?[] Arguments)
{
    /// <summary>Gets what the pickle puts into the object that the call would give, as into a dictionary.</summary>
    public PickleDictionary Items { get; } = new();
}

/// <summary>A dictionary of a pickle, in the order of the pickle; of equal keys the last one counts.</summary>
internal sealed class PickleDictionary
{
    private readonly List<KeyValuePair<object?, object?>> items = [];

    /// <summary>Gets the items.</summary>
    public IReadOnlyList<KeyValuePair<object?, object?>> Items => items;

    /// <summary>Adds an item.</summary>
    public void Add(object? key, object? value) => items.Add(new(key, value));
}

/// <summary>Something that lies outside of the pickle.</summary>
/// <param name="Id">What it is known by.</param>
internal sealed record PickleReference(object? Id);
