using Fidelis.Numerics.Discovery;

namespace Fidelis.Evaluation.Analysers;

/// <summary>All analysers, found by reflection: adding one touches no list.</summary>
internal static class AnalyserCatalog
{
    /// <summary>Gets the analysers in the ordinal order of their names, which is the order of the conclusions.</summary>
    public static IReadOnlyList<IAnalyser> All { get; } = Parts.Of<IAnalyser>(part => part.GetType().FullName!);
}
