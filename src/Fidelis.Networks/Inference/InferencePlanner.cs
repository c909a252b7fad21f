using Fidelis.Networks.Architectures;
using Fidelis.Networks.Layers;
using Fidelis.Numerics.Kernels;

namespace Fidelis.Networks.Inference;

/// <summary>
/// Makes a plan of a network: what is fused, what is computed, where it lies, and which memory is used again.
/// </summary>
/// <remarks>
/// Layers whose only use is to be joined by their channels are written side by side at once. A buffer is free again behind the last step
/// that reads it. A layer within a chain that is wanted by name is computed a second time, as far as it, so that the chain stays as it is.
/// </remarks>
internal sealed class InferencePlanner
{
    private readonly IReadOnlyList<LayerNode> nodes;
    private readonly IReadOnlyList<int> inputShape;
    private readonly IReadOnlyList<int> wanted;
    private readonly ProductPrecision precision;
    private readonly List<int>[] readers;
    private readonly LayerChain?[] chains;
    private readonly bool[] isNeeded;
    private readonly Place?[] places;
    private readonly List<int> lengths = [];

    private InferencePlanner(
        IReadOnlyList<LayerNode> nodes, IReadOnlyList<int> inputShape, IReadOnlyList<int> wanted, ProductPrecision precision)
    {
        this.precision = precision;
        this.nodes = nodes;
        this.inputShape = inputShape;
        this.wanted = wanted;
        readers = [.. nodes.Select(_ => new List<int>())];
        chains = new LayerChain?[nodes.Count];
        isNeeded = new bool[nodes.Count];
        places = new Place?[nodes.Count];
        for (int node = 0; node < nodes.Count; node++)
        {
            foreach (int input in nodes[node].Inputs.Where(input => input != LayerNode.Images).Distinct())
            {
                readers[input].Add(node);
            }
        }
    }

    /// <summary>Makes a plan.</summary>
    /// <param name="nodes">The network.</param>
    /// <param name="inputShape">The shape of one image.</param>
    /// <param name="wanted">The nodes whose values are wanted.</param>
    /// <param name="precision">How products are rounded.</param>
    /// <returns>The plan, with the weights as they are now.</returns>
    public static InferencePlan Plan(
        IReadOnlyList<LayerNode> nodes, IReadOnlyList<int> inputShape, IReadOnlyList<int> wanted, ProductPrecision precision) =>
        new InferencePlanner(nodes, inputShape, wanted, precision).Plan();

    private InferencePlan Plan()
    {
        FindChains();
        foreach (int node in wanted)
        {
            Need(node);
        }

        List<PlannedStep> steps = [];
        for (int head = 0; head < nodes.Count; head++)
        {
            if (chains[head] is not { } chain || chain.Head != head)
            {
                continue;
            }

            foreach (int last in (IEnumerable<int>)[.. wanted.Where(node => node != chain.End && chains[node] == chain).Distinct().Order(), chain.End])
            {
                if (last != chain.End)
                {
                    steps.Add(Step(chain, last, NewBuffer(nodes[last].Layer)));
                }
                else if (isNeeded[last])
                {
                    steps.Add(Step(chain, last, PlaceOf(last)));
                }
            }
        }

        return ShareMemory(steps);
    }

    private void FindChains()
    {
        for (int node = 0; node < nodes.Count; node++)
        {
            if (chains[node] is null && !nodes[node].Layer.PassesChannels)
            {
                LayerChain chain = LayerChain.From(nodes, readers, node);
                chains[chain.Head] = chains[chain.Normalization ?? chain.Head] = chains[chain.End] = chain;
            }
        }
    }

    /// <summary>Gets the node that computes the values of a node which only lets them through.</summary>
    private int SourceOf(int node)
    {
        while (nodes[node].Layer.PassesChannels)
        {
            node = nodes[node].Inputs[0];
        }

        return node;
    }

    private void Need(int node)
    {
        int source = SourceOf(node);
        LayerChain chain = chains[source]!;
        if (source == chain.End)
        {
            if (isNeeded[source])
            {
                return;
            }

            isNeeded[source] = true;
        }

        foreach (int input in nodes[chain.Head].Inputs)
        {
            if (input != LayerNode.Images)
            {
                Need(input);
            }
        }
    }

    private PlannedStep Step(LayerChain chain, int last, Place output) => new(
        chain.Freeze(nodes, last, precision),
        [.. nodes[chain.Head].Inputs.Select(input => InputOf(chain.Head, input))],
        output,
        [.. wanted.Where(node => SourceOf(node) == last).Distinct().Select(node => new PlannedResult(nodes[node].Layer.Name, nodes[node].Layer.Shape, output))]);

    private Place InputOf(int reader, int input)
    {
        if (input == LayerNode.Images)
        {
            return new Place(Place.Images, 0, inputShape[^1]);
        }

        Place place = PlaceOf(SourceOf(input));
        return nodes[reader].Layer is ConcatenationLayer || (place.Offset == 0 && place.Step == nodes[input].Layer.Shape[^1])
            ? place
            : throw new InvalidOperationException($"The layer {nodes[reader].Layer.Name} reads {nodes[input].Layer.Name}, which lies among the channels of others.");
    }

    /// <summary>Gets where the values of a node lie: among those of the layer that joins them, if nothing else reads them, or in a buffer of their own.</summary>
    private Place PlaceOf(int node)
    {
        if (places[node] is { } known)
        {
            return known;
        }

        Place place;
        if (readers[node].Where(reader => !nodes[reader].Layer.PassesChannels).ToArray() is [int only] && isNeeded[only]
            && nodes[only].Layer is ConcatenationLayer joined && nodes[only].Inputs.Count(input => input == node) == 1)
        {
            place = PlaceOf(only);
            place = place with { Offset = place.Offset + joined.FirstChannel(nodes[only].Inputs.ToList().IndexOf(node)) };
        }
        else
        {
            place = NewBuffer(nodes[node].Layer);
        }

        places[node] = place;
        return place;
    }

    private Place NewBuffer(Layer layer)
    {
        lengths.Add(layer.Shape.Aggregate(1, (product, size) => checked(product * size)));
        return new Place(lengths.Count - 1, 0, layer.Shape[^1]);
    }

    /// <summary>Gives each buffer memory that is free by then: the smallest that is large enough, or else the largest, which grows.</summary>
    private InferencePlan ShareMemory(List<PlannedStep> steps)
    {
        int[] lastUse = new int[lengths.Count];
        for (int step = 0; step < steps.Count; step++)
        {
            foreach (int buffer in BuffersOf(steps[step]))
            {
                lastUse[buffer] = step;
            }
        }

        int[] shared = new int[lengths.Count];
        Array.Fill(shared, -1);
        List<int> sharedLengths = [];
        List<int> free = [];
        for (int step = 0; step < steps.Count; step++)
        {
            int output = steps[step].Output.Buffer;
            if (shared[output] < 0)
            {
                shared[output] = Take(lengths[output], free, sharedLengths);
            }

            foreach (int buffer in BuffersOf(steps[step]).Where(buffer => lastUse[buffer] == step))
            {
                free.Add(shared[buffer]);
            }

            Place Shared(Place place) => place.Buffer == Place.Images ? place : place with { Buffer = shared[place.Buffer] };
            steps[step] = steps[step] with
            {
                Inputs = Array.ConvertAll(steps[step].Inputs, Shared),
                Output = Shared(steps[step].Output),
                Results = [.. steps[step].Results.Select(result => result with { Place = Shared(result.Place) })],
            };
        }

        return new InferencePlan(inputShape, steps, sharedLengths);
    }

    private static IEnumerable<int> BuffersOf(PlannedStep step) =>
        step.Inputs.Append(step.Output).Select(place => place.Buffer).Where(buffer => buffer != Place.Images).Distinct();

    private static int Take(int length, List<int> free, List<int> sharedLengths)
    {
        if (free.Count == 0)
        {
            sharedLengths.Add(length);
            return sharedLengths.Count - 1;
        }

        int[] enough = [.. free.Where(buffer => sharedLengths[buffer] >= length)];
        int chosen = enough.Length > 0 ? enough.MinBy(buffer => sharedLengths[buffer]) : free.MaxBy(buffer => sharedLengths[buffer]);
        free.Remove(chosen);
        sharedLengths[chosen] = Math.Max(sharedLengths[chosen], length);
        return chosen;
    }
}
