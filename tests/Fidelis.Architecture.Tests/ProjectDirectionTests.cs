using System.Xml.Linq;

namespace Fidelis.Architecture.Tests;

/// <summary>Holds the direction between the projects: <c>Cli -> Core -> Onnx -> Networks -> Numerics</c> and <c>Core -> Imaging -> Numerics</c>.</summary>
public sealed class ProjectDirectionTests
{
    private static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        ["Fidelis.Numerics"] = [],
        ["Fidelis.Networks"] = ["Fidelis.Numerics"],
        ["Fidelis.Imaging"] = ["Fidelis.Numerics"],
        ["Fidelis.Onnx"] = ["Fidelis.Networks", "Fidelis.Numerics"],
        ["Fidelis.Core"] = ["Fidelis.Imaging", "Fidelis.Networks", "Fidelis.Numerics", "Fidelis.Onnx"],
        ["Fidelis.Cli"] = ["Fidelis.Core", "Fidelis.Imaging", "Fidelis.Networks", "Fidelis.Numerics", "Fidelis.Onnx"],
    };

    [Fact]
    public void Projects_References_FollowTheDataPath()
    {
        foreach (string project in SourceTree.Projects())
        {
            string name = Path.GetFileNameWithoutExtension(project);
            Assert.True(Allowed.TryGetValue(name, out string[]? allowed), $"The project {name} has no place in the direction of the house: give it one here.");
            IEnumerable<string> references = XDocument.Load(project).Descendants("ProjectReference")
                .Where(reference => (string?)reference.Attribute("ReferenceOutputAssembly") != "false")
                .Select(reference => Path.GetFileNameWithoutExtension((string)reference.Attribute("Include")!));
            Assert.All(references, reference => Assert.Contains(reference, allowed));
        }
    }

    [Theory]
    [InlineData("Fidelis.Numerics", "Iced")]
    [InlineData("Fidelis.Networks", "System.IO.Hashing")]
    [InlineData("Fidelis.Imaging", "System.IO.Hashing")]
    [InlineData("Fidelis.Onnx")]
    [InlineData("Fidelis.Core")]
    public void Libraries_Packages_AreThoseOfADecision(string library, params string[] packages)
    {
        string project = SourceTree.Projects().Single(path => Path.GetFileNameWithoutExtension(path) == library);

        Assert.Equal(packages, XDocument.Load(project).Descendants("PackageReference").Select(reference => (string?)reference.Attribute("Include")));
    }
}
