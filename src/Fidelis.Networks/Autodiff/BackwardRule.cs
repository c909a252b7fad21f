namespace Fidelis.Networks.Autodiff;

/// <summary>Leads the gradient of an operator's output to its inputs.</summary>
/// <param name="Inputs">The inputs of the operator.</param>
/// <param name="Apply">
/// Takes the gradient of the loss with respect to the output, and gives that with respect to each input, in the order of
/// <paramref name="Inputs"/>; null for an input that needs none. It is written in operators, so that gradients have gradients.
/// </param>
internal sealed record BackwardRule(Variable[] Inputs, Func<Variable, Variable?[]> Apply);
