using Fidelis.Numerics.Memory;

namespace Fidelis.Networks.Autodiff;

/// <summary>Keeps the memory of tensors that are no longer needed and lends it to tensors of the same length.</summary>
/// <remarks>
/// The steps of a training need the same tensors again and again, many of them of tens of megabytes. Allocating them anew
/// would clear every page and make the garbage collector walk the large object heap once a step. All members may be called
/// from any thread.
/// </remarks>
public sealed class TensorPool
{
    private readonly Dictionary<int, Stack<float[]>> idle = [];
    private readonly Lock gate = new();

    /// <summary>Lends a tensor whose values are left over from earlier use.</summary>
    /// <param name="shape">The length of each axis, the slowest first.</param>
    /// <returns>A tensor whose every value must be written before it is read.</returns>
    public Tensor Rent(params ReadOnlySpan<int> shape)
    {
        int length = 1;
        foreach (int size in shape)
        {
            length = checked(length * size);
        }

        lock (gate)
        {
            if (idle.TryGetValue(length, out Stack<float[]>? arrays) && arrays.TryPop(out float[]? array))
            {
                return new Tensor(array, shape);
            }
        }

        return new Tensor(LargeArray.Allocate(length), shape);
    }

    /// <summary>Takes memory back. Nothing may read or write the tensor from now on.</summary>
    /// <param name="tensor">A tensor that this pool lent and that was not returned yet.</param>
    public void Return(Tensor tensor)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        lock (gate)
        {
            if (!idle.TryGetValue(tensor.Length, out Stack<float[]>? arrays))
            {
                idle.Add(tensor.Length, arrays = new Stack<float[]>());
            }

            arrays.Push(tensor.Data);
        }
    }
}
