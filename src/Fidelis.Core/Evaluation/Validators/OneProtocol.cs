using Fidelis.Features;

namespace Fidelis.Evaluation.Validators;

/// <summary>Requires that sets which are compared have features of one protocol. Files that name none are compared on trust.</summary>
internal sealed class OneProtocol : IValidator
{
    /// <inheritdoc/>
    public IEnumerable<string> FindProblems(ValidationContext context)
    {
        EvaluationSource[] files = [.. context.Sources.Where(source => source.Images is null)];
        EvaluationSource[] named = [.. files.Where(file => file.Protocol!.Hash.Length > 0)];
        foreach (EvaluationSource other in named.Skip(1).Where(other => other.Protocol!.Hash != named[0].Protocol!.Hash))
        {
            yield return $"Features must be of one protocol, but '{named[0].Name}' is of '{named[0].Protocol!.Text}' and '{other.Name}' of '{other.Protocol!.Text}'.";
        }

        if (context.Sources.Any(source => source.Images is not null))
        {
            foreach (FeatureExtractor extractor in context.Extractors)
            {
                foreach (EvaluationSource file in named.Where(file => file.Protocol!.Hash != extractor.ProtocolHash))
                {
                    yield return $"Features must be of one protocol, but '{file.Name}' is of '{file.Protocol!.Text}' and the images are looked at by '{extractor.ProtocolText}'.";
                }
            }
        }
    }
}
