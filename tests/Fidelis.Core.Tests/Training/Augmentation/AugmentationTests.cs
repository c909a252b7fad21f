using System.Numerics;
using Fidelis.Networks.Architectures;
using Fidelis.Numerics.Errors;
using Fidelis.Numerics.Randomness;
using Fidelis.Testing;
using Fidelis.Training.Augmentation;

namespace Fidelis.Tests.Training.Augmentation;

public sealed class AugmentationTests
{
    private static readonly InputShape Square = new(5, 5, 3);

    public static TheoryData<string> Ids => [.. AugmentationCatalog.All.Select(augmentation => augmentation.Id)];

    [Fact]
    public void All_Ids_AreDifferentAndOrdered() =>
        Assert.Equal(["flips", "shifts", "stains", "turns"], AugmentationCatalog.All.Select(augmentation => augmentation.Id));

    [Theory]
    [MemberData(nameof(Ids))]
    public void Apply_SameRandomNumbers_GivesTheSameImageWithinTheRange(string id)
    {
        IAugmentation augmentation = AugmentationCatalog.Find([id])[0];
        InputShape shape = new(16, 16, 3);
        bool changed = false;
        for (ulong seed = 0; seed < 20; seed++)
        {
            float[] one = Image(shape);
            float[] two = Image(shape);
            augmentation.Apply(one, shape, new Xoshiro256(seed));
            augmentation.Apply(two, shape, new Xoshiro256(seed));

            Assert.Equal(one, two);
            Assert.All(one, value => Assert.InRange(value, -1, 1));
            changed |= !one.SequenceEqual(Image(shape));
        }

        Assert.True(changed);
    }

    [Theory]
    [InlineData("flips", 4)]
    [InlineData("turns", 4)]
    public void Apply_ManyTimes_GivesEverySymmetryAboutAsOften(string id, int symmetries)
    {
        IAugmentation augmentation = AugmentationCatalog.Find([id])[0];
        Dictionary<string, int> seen = [];
        for (ulong seed = 0; seed < 400; seed++)
        {
            float[] image = Image(Square);
            augmentation.Apply(image, Square, new Xoshiro256(seed));
            Assert.Equal(Image(Square).Order(), image.Order());
            string key = string.Join(' ', image);
            seen[key] = seen.GetValueOrDefault(key) + 1;
        }

        // Four equal shares of 400 have a standard deviation of 8.7: five of them either way.
        Assert.Equal(symmetries, seen.Count);
        Assert.All(seen.Values, count => Assert.InRange(count, 57, 143));
    }

    [Fact]
    public void Turns_ImageThatIsNotSquare_KeepsItsShape()
    {
        InputShape wide = new(2, 3, 3);
        HashSet<string> seen = [];
        for (ulong seed = 0; seed < 50; seed++)
        {
            float[] image = Image(wide);
            new Turns().Apply(image, wide, new Xoshiro256(seed));
            seen.Add(string.Join(' ', image));
        }

        Assert.Equal(2, seen.Count);
    }

    [Fact]
    public void Turns_FourQuarters_AreTheImageAgain()
    {
        // One seed that turns by a quarter, applied four times.
        ulong seed = Enumerable.Range(0, 50).Select(s => (ulong)s).First(s => new Xoshiro256(s).NextInt32(4) == 1);
        float[] image = Image(Square);
        new Turns().Apply(image, Square, new Xoshiro256(seed));

        // Clockwise: the first row becomes the last column.
        for (int i = 0; i < Square.Width; i++)
        {
            Assert.Equal(Image(Square)[(i * 3)..((i + 1) * 3)], image[(((i * 5) + 4) * 3)..(((i * 5) + 5) * 3)]);
        }

        for (int quarter = 1; quarter < 4; quarter++)
        {
            new Turns().Apply(image, Square, new Xoshiro256(seed));
        }

        Assert.Equal(Image(Square), image);
    }

    [Fact]
    public void Shifts_EveryShift_IsTheImageMirroredAtItsBorder()
    {
        InputShape shape = new(16, 16, 3);
        HashSet<(int, int)> seen = [];
        for (ulong seed = 0; seed < 300; seed++)
        {
            float[] image = Image(shape);
            new Shifts().Apply(image, shape, new Xoshiro256(seed));
            (int Down, int Right)[] fits =
            [
                .. from down in Enumerable.Range(-2, 5)
                   from right in Enumerable.Range(-2, 5)
                   where Shifted(Image(shape), 16, down, right).SequenceEqual(image)
                   select (down, right),
            ];
            seen.Add(Assert.Single(fits));
        }

        // 300 draws of 25: one is missed with a probability of 25 (24/25)^300 = 1e-4, and the seeds are fixed.
        Assert.Equal(25, seen.Count);
    }

    [Fact]
    public void Stains_NothingChanged_IsTheImageAgain()
    {
        float[] image = Image(Square);
        Stains.Apply(image, Vector3.One, Vector3.Zero);

        // A logarithm, two products with a matrix of condition 6 and an exponential in float32: a few 1e-6; dark values are raised to 1/255.
        NumericAssert.Close(Array.ConvertAll(Image(Square), value => Math.Max(value, (2.0 / 255) - 1)), Array.ConvertAll(image, value => (double)value), 1e-5);
    }

    [Fact]
    public void Stains_TwiceTheDyes_IsTheSquareOfTheLight()
    {
        float[] image = [0.2f, -0.3f, 0.5f];
        Stains.Apply(image, new Vector3(2), Vector3.Zero);

        // Beer and Lambert: twice the density lets the square of the light pass.
        double[] expected = [.. new[] { 0.6, 0.35, 0.75 }.Select(light => (2 * light * light) - 1)];
        NumericAssert.Close(expected, Array.ConvertAll(image, value => (double)value), 1e-5);
    }

    [Fact]
    public void Stains_OneDyeRaised_DarkensAsThatDyeAbsorbs()
    {
        float[] image = [0, 0, 0];
        Stains.Apply(image, Vector3.One, new Vector3(0.3f, 0, 0));

        // Haematoxylin's absorption as Ruifrok and Johnston give it, of length 1.
        double[] absorbed = [0.650, 0.704, 0.286];
        double length = Math.Sqrt(absorbed.Sum(a => a * a));
        NumericAssert.Close([.. absorbed.Select(a => (2 * 0.5 * Math.Exp(-0.3 * a / length)) - 1)], Array.ConvertAll(image, value => (double)value), 1e-5);
    }

    [Fact]
    public void Apply_OneAugmentationMore_LeavesTheOthersAsTheyAre()
    {
        float[] alone = Image(Square);
        float[] first = Image(Square);
        float[] both = Image(Square);
        new AugmentationSequence(AugmentationCatalog.Find(["flips"]), Square, 7).Apply(first, epoch: 3, index: 11);
        new AugmentationSequence(AugmentationCatalog.Find(["turns", "flips"]), Square, 7).Apply(both, epoch: 3, index: 11);
        new AugmentationSequence(AugmentationCatalog.Find(["turns"]), Square, 7).Apply(first, epoch: 3, index: 11);
        new AugmentationSequence([], Square, 7).Apply(alone, epoch: 3, index: 11);

        Assert.Equal(first, both);
        Assert.Equal(Image(Square), alone);
    }

    [Fact]
    public void Apply_OtherEpochOrImage_DrawsAnew()
    {
        AugmentationSequence sequence = new(AugmentationCatalog.All, Square, 7);
        string[] images =
        [
            .. from epoch in Enumerable.Range(1, 3)
               from index in Enumerable.Range(0, 3)
               select Changed(epoch, index),
        ];

        Assert.Equal(9, images.Distinct().Count());

        string Changed(int epoch, int index)
        {
            float[] image = Image(Square);
            sequence.Apply(image, epoch, index);
            return string.Join(' ', image);
        }
    }

    [Fact]
    public void Find_UnknownOrTwice_SaysSo()
    {
        Assert.Contains("flips", Assert.Throws<InputException>(() => AugmentationCatalog.Find(["flip"])).Message);
        Assert.Contains("2 times", Assert.Throws<InputException>(() => AugmentationCatalog.Find(["flips", "flips"])).Message);
    }

    private static float[] Image(InputShape shape) => [.. Lcg.Values(9, shape.Height * shape.Width * 3, 2, -1).Select(value => (float)value)];

    private static float[] Shifted(float[] image, int size, int down, int right)
    {
        float[] shifted = new float[image.Length];
        for (int y = 0; y < size; y++)
        {
            for (int x = 0; x < size; x++)
            {
                (int row, int column) = (Mirror(y - down), Mirror(x - right));
                image.AsSpan(((row * size) + column) * 3, 3).CopyTo(shifted.AsSpan(((y * size) + x) * 3));
            }
        }

        return shifted;

        int Mirror(int place) => place < 0 ? -place : place > size - 1 ? size - 1 - (place - (size - 1)) : place;
    }
}
