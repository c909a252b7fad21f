using Fidelis.Features;
using Fidelis.Statistics.Neighbours;

namespace Fidelis.Tests.Statistics.Neighbours;

public sealed class BallMembersTests
{
    private const int Depth = 4;

    public static TheoryData<string> Kinds => PointSets.Kinds;

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Look_SetsOfEveryKind_CountsWhatBruteForceInFloat64Counts(string kind)
    {
        FeatureMatrix rows = PointSets.Draw(kind, 1, 150, 40);
        FeatureMatrix columns = PointSets.Draw(kind, 2, 90, 40);

        // Radii and distances of one order of sums: a plain loop differs in the last digit, which decides where points are nearly as far as others.
        double[,] distances = new double[rows.RowCount, columns.RowCount];
        for (int i = 0; i < rows.RowCount; i++)
        {
            for (int j = 0; j < columns.RowCount; j++)
            {
                distances[i, j] = SquaredDistance.Of(rows.Row(i), columns.Row(j));
            }
        }

        foreach (bool isRounded in (bool[])[false, true])
        {
            AssertCounts(rows, columns, isRounded, ballsAreRows: true, (ball, point) => distances[ball, point]);
            AssertCounts(rows, columns, isRounded, ballsAreRows: false, (ball, point) => distances[point, ball]);
        }
    }

    private static void AssertCounts(FeatureMatrix rows, FeatureMatrix columns, bool isRounded, bool ballsAreRows, Func<int, int, double> distance)
    {
        NeighbourTable neighbours = Nearest.Within(ballsAreRows ? rows : columns, Depth);
        EuclideanMeasure measure = new(rows, columns, isWithin: false, isRounded);
        BallMembers members = new(measure, neighbours, ballsAreRows);
        DistanceTiles.Run(measure, members.Look, columnBlock: 16);
        for (int k = 1; k <= Depth; k++)
        {
            for (int point = 0; point < members.PointCount; point++)
            {
                int[] closed = [.. Balls(members, ball => Holds(ball, point, k, isClosed: true))];
                Assert.Equal(closed.Length, members.ClosedBallsAbout(point, k));
                Assert.Equal(Balls(members, ball => Holds(ball, point, k, isClosed: false)).Count(), members.OpenBallsAbout(point, k));
            }

            for (int ball = 0; ball < members.BallCount; ball++)
            {
                Assert.Equal(
                    Enumerable.Range(0, members.PointCount).Count(point => Holds(ball, point, k, isClosed: false)),
                    Enumerable.Range(1, k).Sum(level => members.PointsInOpenShell(ball, level)));
            }
        }

        for (int point = 0; point < members.PointCount; point++)
        {
            IEnumerable<BallContact> contacts = Balls(members, ball => Holds(ball, point, Depth, isClosed: true))
                .Select(ball => new BallContact(ball, Level(ball, point, isClosed: true), Level(ball, point, isClosed: false)))
                .OrderBy(contact => contact.Closed).ThenBy(contact => contact.Open);
            Assert.Equal(contacts.Take(64), members.Contacts(point).ToArray());
        }

        ushort Level(int ball, int point, bool isClosed) => (ushort)(1 + Enumerable.Range(1, Depth).Count(k => !Holds(ball, point, k, isClosed)));

        bool Holds(int ball, int point, int k, bool isClosed)
        {
            double radius = neighbours.Measure(ball, k);
            double squared = distance(ball, point);
            return isClosed ? squared <= radius : squared < radius;
        }
    }

    private static IEnumerable<int> Balls(BallMembers members, Predicate<int> holds) => Enumerable.Range(0, members.BallCount).Where(ball => holds(ball));
}
