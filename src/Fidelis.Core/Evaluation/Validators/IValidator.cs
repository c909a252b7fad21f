namespace Fidelis.Evaluation.Validators;

/// <summary>Finds one kind of problem before anything expensive begins. Every class that implements it is found by reflection.</summary>
public interface IValidator
{
    /// <summary>Finds the problems.</summary>
    /// <param name="context">The plan and what could be opened of it.</param>
    /// <returns>One sentence for each problem: the requirement, the value found, the remedy. Empty where all is well.</returns>
    IEnumerable<string> FindProblems(ValidationContext context);
}
