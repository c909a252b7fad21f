namespace Fidelis.Evaluation.Analysers;

/// <summary>Draws one kind of conclusion from a comparison. Every class that implements it is found by reflection.</summary>
public interface IAnalyser
{
    /// <summary>Draws the conclusions.</summary>
    /// <param name="context">The comparison and what it was made from.</param>
    /// <returns>The conclusions, each with its value, judgement and remedy; empty where there is nothing to say.</returns>
    IEnumerable<Conclusion> Analyse(AnalysisContext context);
}
