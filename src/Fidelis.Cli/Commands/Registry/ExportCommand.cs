using System.CommandLine;
using Fidelis.Cli.Options;
using Fidelis.Networks.Architectures;
using Fidelis.Networks.Weights;
using Fidelis.Networks.Weights.Npz;
using Fidelis.Numerics.Errors;
using Fidelis.Registry;

namespace Fidelis.Cli.Commands.Registry;

/// <summary><c>fidelis models export MODEL -o FILE</c>: writes weights for other programs.</summary>
internal static class ExportCommand
{
    private const string Npz = ".npz";

    /// <summary>Builds the command.</summary>
    /// <param name="context">What it may touch.</param>
    /// <returns>The command.</returns>
    public static Command Build(CommandContext context)
    {
        Argument<string> model = new("MODEL") { Description = "NAME[:WEIGHTS] of `fidelis models list`, or the path of a file of weights." };
        Option<string> output = new("--output", "-o")
        {
            Description = $"The file to write: {ModelListing.Extension}, which Fidelis reads again, {OnnxModels.Extension} for other runtimes, or {Npz} for NumPy. An existing file is replaced.",
            HelpName = "FILE",
            Required = true,
        };
        Command command = new(
            "export",
            """
            Writes a model for other programs: its weights, or as .onnx the whole network, which gives the same numbers in any runtime.

            Examples:
              fidelis models export inception-v3 -o inception.safetensors
              fidelis models export biocnn-1:blood-cells -o weights.npz
              fidelis models export biocnn-2:blood-cells -o network.onnx
            """)
        {
            model, output,
        };
        command.SetAction(parsed =>
        {
            string path = parsed.GetRequiredValue(output);
            string extension = Path.GetExtension(path).ToLowerInvariant();
            if (extension is not (ModelListing.Extension or OnnxModels.Extension or Npz))
            {
                throw new InputException($"The file must end in {ModelListing.Extension}, {OnnxModels.Extension} or {Npz}, which say what it becomes, but is '{path}'.");
            }

            OutputFiles.Require(parsed, context.Models.FilesOf(parsed.GetRequiredValue(model)), output);
            RegisteredModel opened = context.Models.Open(parsed.GetRequiredValue(model));
            Write(path, extension, opened);
            context.Raw.WriteLine($"{path}: {opened.Network.Architecture}, weights {opened.WeightsHash}");
            return ExitCodes.Success;
        });
        return command;
    }

    private static void Write(string path, string extension, RegisteredModel model)
    {
        // Models are of our own layers: what else a registry opens has no weights of its own to give.
        if (model.Network is not LayeredNetwork network)
        {
            throw new InputException($"A model must have weights of its own, but '{model.Id}' is run by another program: copy its file.");
        }

        if (extension == ModelListing.Extension)
        {
            ModelFile.Save(path, network, model.Metadata.Where(item => !ModelFile.IsReserved(item.Key)).ToDictionary());
            return;
        }

        if (extension == OnnxModels.Extension)
        {
            OnnxModels.Export(path, network, model);
            return;
        }

        NpzWriter.Write(path, file =>
        {
            foreach (NamedTensor tensor in ParameterValues.Of(network.Parameters))
            {
                file.Add(tensor.Name, NpyArray.From(tensor.Values, [.. tensor.Shape.Select(length => (long)length)]));
            }
        });
    }
}
