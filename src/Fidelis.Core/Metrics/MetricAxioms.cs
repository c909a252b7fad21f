namespace Fidelis.Metrics;

/// <summary>Says which axioms of a distance hold. The laws over the catalogue test each one that is claimed.</summary>
[Flags]
public enum MetricAxioms
{
    /// <summary>The metric is no distance.</summary>
    None = 0,

    /// <summary>A set against itself scores zero.</summary>
    Identity = 1,

    /// <summary>Reference and generated may be exchanged.</summary>
    Symmetry = 2,

    /// <summary>The root of the score obeys the triangle inequality.</summary>
    RootTriangleInequality = 4,
}
