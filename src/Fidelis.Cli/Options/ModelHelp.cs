namespace Fidelis.Cli.Options;

/// <summary>What every argument that names a model says of it.</summary>
internal static class ModelHelp
{
    /// <summary>What a model may be, as part of a sentence.</summary>
    public const string Models =
        "NAME[:WEIGHTS] of `fidelis models list`, or the path of a file of weights or of any .onnx file; then perhaps @LAYER";
}
