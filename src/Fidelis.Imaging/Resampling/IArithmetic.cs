namespace Fidelis.Imaging.Resampling;

/// <summary>A <see cref="ResamplingArithmetic"/> as operations on registers.</summary>
/// <typeparam name="TRegister">The register.</typeparam>
internal interface IArithmetic<TRegister>
{
    /// <summary>Gets a value indicating whether the last source sample comes first.</summary>
    static abstract bool IsFromLast { get; }

    /// <summary>Begins sums with their first source samples.</summary>
    static abstract TRegister Start(TRegister sample, TRegister weight);

    /// <summary>Adds the next source samples to sums.</summary>
    static abstract TRegister Add(TRegister sum, TRegister sample, TRegister weight);
}

/// <summary>The operations of <see cref="ResamplingArithmetic.Float64Sum"/>.</summary>
internal readonly struct Float64Sum<TRegister> : IArithmetic<TRegister>
    where TRegister : unmanaged, IRegister<TRegister, double>
{
    public static bool IsFromLast => false;

    public static TRegister Start(TRegister sample, TRegister weight) => sample * weight;

    public static TRegister Add(TRegister sum, TRegister sample, TRegister weight) => sum + (sample * weight);
}

/// <summary>The operations of <see cref="ResamplingArithmetic.Float32FusedSum"/>.</summary>
internal readonly struct Float32FusedSum<TRegister> : IArithmetic<TRegister>
    where TRegister : unmanaged, IRegister<TRegister, float>
{
    public static bool IsFromLast => false;

    public static TRegister Start(TRegister sample, TRegister weight) => sample * weight;

    public static TRegister Add(TRegister sum, TRegister sample, TRegister weight) => TRegister.FusedMultiplyAdd(sample, weight, sum);
}

/// <summary>The operations of <see cref="ResamplingArithmetic.Float32FusedSumFromLast"/>.</summary>
internal readonly struct Float32FusedSumFromLast<TRegister> : IArithmetic<TRegister>
    where TRegister : unmanaged, IRegister<TRegister, float>
{
    public static bool IsFromLast => true;

    public static TRegister Start(TRegister sample, TRegister weight) => sample * weight;

    public static TRegister Add(TRegister sum, TRegister sample, TRegister weight) => TRegister.FusedMultiplyAdd(sample, weight, sum);
}

/// <summary>The operations of <see cref="ResamplingArithmetic.Float32Interpolation"/>.</summary>
internal readonly struct Float32Interpolation<TRegister> : IArithmetic<TRegister>
    where TRegister : unmanaged, IRegister<TRegister, float>
{
    public static bool IsFromLast => false;

    public static TRegister Start(TRegister sample, TRegister weight) => sample;

    public static TRegister Add(TRegister sum, TRegister sample, TRegister weight) => sum + ((sample - sum) * weight);
}
