namespace Fidelis.Metrics;

/// <summary>Says which laws hold, most of them axioms of a distance. The laws over the catalogue test each one that is claimed.</summary>
[Flags]
public enum MetricAxioms
{
    /// <summary>None of them holds.</summary>
    None = 0,

    /// <summary>A set against itself scores zero.</summary>
    Identity = 1,

    /// <summary>Reference and generated may be exchanged.</summary>
    Symmetry = 2,

    /// <summary>The root of the score obeys the triangle inequality.</summary>
    RootTriangleInequality = 4,

    /// <summary>The order of the images does not matter, with any options.</summary>
    OrderIndependence = 8,

    /// <summary>The expected score does not depend on the numbers of images.</summary>
    Unbiasedness = 16,

    /// <summary>A growing defect makes the score better, not worse: the metric looks for something else, such as copies.</summary>
    RisesWithDefects = 32,
}
