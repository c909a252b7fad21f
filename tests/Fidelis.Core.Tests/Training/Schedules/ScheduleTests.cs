using Fidelis.Numerics.Errors;
using Fidelis.Testing;
using Fidelis.Training;
using Fidelis.Training.Schedules;

namespace Fidelis.Tests.Training.Schedules;

public sealed class ScheduleTests
{
    [Fact]
    public void All_Ids_AreDifferentAndOrdered() =>
        Assert.Equal(["constant", "cosine", "plateau", "step"], ScheduleCatalog.All.Select(schedule => schedule.Id));

    [Theory]
    [InlineData("constant", 0.9, 1)]
    [InlineData("cosine", 0, 1)]
    [InlineData("cosine", 0.5, 0.5)]
    [InlineData("cosine", 1.0 / 3, 0.75)]
    [InlineData("step", 0, 1)]
    [InlineData("step", 0.4999, 1)]
    [InlineData("step", 0.5, 0.1)]
    [InlineData("step", 0.75, 0.01)]
    public void FactorAt_Progress_IsTheClosedForm(string id, double progress, double expected) =>
        NumericAssert.Close(expected, ScheduleCatalog.Find(id).FactorAt(new ScheduleMoment(1, 10, progress, [])), 1e-15);

    [Theory]
    [InlineData(new double[] { 5, 4, 3, 2, 1 }, 1)]
    [InlineData(new double[] { 1, 2, 2, 2, 2 }, 1)]
    [InlineData(new double[] { 1, 2, 2, 2, 2, 2 }, 0.5)]
    [InlineData(new double[] { 1, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2 }, 0.25)]
    [InlineData(new double[] { 1, 2, 2, 2, 0.5, 2, 2, 2, 2 }, 1)]
    public void Plateau_LossesSoFar_HalvesAfterFiveWithoutANewMinimum(double[] losses, double expected)
    {
        TrainingEpoch[] epochs = [.. losses.Select((loss, i) => new TrainingEpoch(i + 1, 0.1, 1, 0.5, loss, 0.5, 0.5, 1, 1))];

        Assert.Equal(expected, new PlateauSchedule().FactorAt(new ScheduleMoment(epochs.Length + 1, 20, 0.5, epochs)));
    }

    [Fact]
    public void Find_Unknown_ListsThem() => Assert.Contains("cosine", Assert.Throws<InputException>(() => ScheduleCatalog.Find("cosinus")).Message);
}
