namespace Fidelis.Evaluation.Rankings;

/// <summary>Says in which of their steps two protocols differ: their whole texts are long.</summary>
internal static class ProtocolSteps
{
    private const string Arrow = " -> ";

    /// <summary>Finds the steps of each that the other has not; the whole texts where they have the same steps in another order.</summary>
    public static (string First, string Second) Difference(string first, string second)
    {
        string[] firstSteps = first.Split(Arrow);
        string[] secondSteps = second.Split(Arrow);
        string onlyFirst = string.Join(Arrow, firstSteps.Except(secondSteps));
        string onlySecond = string.Join(Arrow, secondSteps.Except(firstSteps));
        return onlyFirst.Length == 0 && onlySecond.Length == 0
            ? (Quoted(first), Quoted(second))
            : (Quoted(onlyFirst), Quoted(onlySecond));
    }

    private static string Quoted(string steps) => steps.Length == 0 ? "nothing" : $"'{steps}'";
}
