using Fidelis.Imaging.Drawing.Phantoms;
using Fidelis.Numerics.Errors;

namespace Fidelis.Imaging.Tests.Drawing.Phantoms;

public sealed class PhantomSetTests
{
    [Fact]
    public void Items_AnyCount_AreBalanced()
    {
        PhantomSet set = new(new PhantomSetOptions { Count = 10 });
        Assert.Equal([3, 3, 2, 2], set.Items.GroupBy(item => item.ClassName).Select(group => group.Count()));
        Assert.Equal(10, set.Items.Select(item => item.Path).Distinct().Count());
        Assert.Equal("eosinophil/eosinophil-00002.png", set.Items[8].Path);
    }

    [Fact]
    public void Items_LargerSet_BeginsWithTheSmallerOne()
    {
        PhantomSet small = new(new PhantomSetOptions { Count = 6, Size = 24 });
        PhantomSet large = new(new PhantomSetOptions { Count = 11, Size = 24 });
        Assert.Equal(small.Items, large.Items.Take(6));
        Assert.Equal(small.Paint(small.Items[5]).Rgb, large.Paint(large.Items[5]).Rgb);
    }

    [Fact]
    public void Items_MissingClasses_AreReplacedByTheOthers()
    {
        PhantomSet set = new(new PhantomSetOptions { Count = 9, Defects = [PhantomDefect.Parse("missing-classes=2")] });
        Assert.Equal(9, set.Items.Count);
        Assert.Equal(["eosinophil", "lymphocyte"], set.Items.Select(item => item.ClassName).Distinct());
    }

    [Fact]
    public void Paint_Duplicates_AreExactCopiesEvenWithNoise()
    {
        PhantomSet set = new(new PhantomSetOptions
        {
            Count = 10,
            Size = 24,
            Classes = ["monocyte"],
            Defects = [PhantomDefect.Parse("duplicates=0.7"), PhantomDefect.Parse("noise=20")],
        });
        Assert.Equal(3, set.Items.Select(item => Convert.ToHexString(set.Paint(item).Rgb)).Distinct().Count());
    }

    [Fact]
    public void Paint_Blur_IsTheBlurredPhantom()
    {
        PhantomSet plain = new(new PhantomSetOptions { Count = 4, Size = 24 });
        PhantomSet blurred = new(new PhantomSetOptions { Count = 4, Size = 24, Defects = [PhantomDefect.Parse("blur")] });
        Assert.NotEqual(plain.Paint(plain.Items[0]).Rgb, blurred.Paint(blurred.Items[0]).Rgb);
    }

    [Theory]
    [InlineData("nonsense", "The defect must be one of blur, colour, duplicates, missing-classes, noise, but is 'nonsense'.")]
    [InlineData("blur=-1", "The strength of the defect blur must be a number in its range (0 to 20 pixels (standard deviation), 2 by default), but is '-1'.")]
    [InlineData("noise=NaN", "The strength of the defect noise must be a number in its range (0 to 128 levels of 255 (standard deviation), 25 by default), but is 'NaN'.")]
    [InlineData("duplicates=", "The strength of the defect duplicates must be a number in its range (0 to 1 of each class (at 1 a single picture remains), 0.5 by default), but is ''.")]
    public void Parse_WrongDefect_IsRefused(string text, string message) =>
        Assert.Equal(message, Assert.Throws<InputException>(() => PhantomDefect.Parse(text)).Message);

    [Fact]
    public void Constructor_OptionsThatDoNotFit_AreRefused()
    {
        Assert.Throws<InputException>(() => new PhantomSet(new PhantomSetOptions { Count = 3 }));
        Assert.Throws<InputException>(() => new PhantomSet(new PhantomSetOptions { Count = 9, Size = 8 }));
        Assert.Throws<InputException>(() => new PhantomSet(new PhantomSetOptions { Count = 9, Classes = ["basophil"] }));
        Assert.Throws<InputException>(() => new PhantomSet(new PhantomSetOptions { Count = 9, Classes = ["monocyte", "monocyte"] }));
        Assert.Throws<InputException>(() => new PhantomSet(new PhantomSetOptions { Count = 9, Classes = [] }));
        Assert.Throws<InputException>(() => new PhantomSet(new PhantomSetOptions { Count = 9, Classes = ["monocyte"], Defects = [PhantomDefect.Parse("missing-classes")] }));
        Assert.Throws<InputException>(() => new PhantomSet(new PhantomSetOptions { Count = 9, Defects = [PhantomDefect.Parse("missing-classes=1.5")] }));
    }
}
