using System.Runtime.Intrinsics;

namespace Fidelis.Imaging.Resampling;

/// <summary>
/// A processor register of sums, each in a lane of its own. The passes are written once for all widths: a lane sees the same operations in
/// the same order whatever the number of its neighbours, so that no digit of a result depends on the machine.
/// </summary>
/// <remarks>
/// The platform can split a wider register into the two narrower ones that a processor has, but the registers of these loops then live in
/// memory, which was measured to cost six times their speed.
/// </remarks>
/// <typeparam name="TSelf">The register.</typeparam>
/// <typeparam name="T">The type of the sums: <see cref="double"/> or <see cref="float"/>.</typeparam>
internal unsafe interface IRegister<TSelf, T>
    where TSelf : unmanaged, IRegister<TSelf, T>
    where T : unmanaged
{
    /// <summary>Gets the number of lanes.</summary>
    static abstract int Count { get; }

    static abstract TSelf operator +(TSelf left, TSelf right);

    static abstract TSelf operator -(TSelf left, TSelf right);

    static abstract TSelf operator *(TSelf left, TSelf right);

    /// <summary>Adds a product that is not rounded.</summary>
    static abstract TSelf FusedMultiplyAdd(TSelf left, TSelf right, TSelf sum);

    /// <summary>Repeats a value in all lanes.</summary>
    static abstract TSelf Create(T value);

    /// <summary>Loads <see cref="Count"/> values.</summary>
    static abstract TSelf Load(T* values);

    /// <summary>Loads <see cref="Count"/> values of float32.</summary>
    static abstract TSelf LoadSingles(float* values);

    /// <summary>Rounds two registers to float32 and stores their values.</summary>
    static abstract void StoreSingles(float* destination, TSelf lower, TSelf upper);

    /// <summary>Stores 16 bytes as 16 values of the type of the sums.</summary>
    static abstract void StoreBytes(T* destination, Vector128<byte> bytes);
}
