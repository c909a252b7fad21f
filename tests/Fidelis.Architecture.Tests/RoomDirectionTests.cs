namespace Fidelis.Architecture.Tests;

/// <summary>
/// Holds the direction between the rooms of Core:
/// <c>Reports -> Evaluation -> Metrics -> Statistics -> Features -> Preprocessing -> Images</c>, Registry beside Features, Auditing
/// beside Statistics; Training, Generation, Sensitivity and Study stand between Evaluation and Reports.
/// </summary>
public sealed class RoomDirectionTests
{
    /// <summary>The floor of each room. A room may use rooms of lower floors only.</summary>
    private static readonly Dictionary<string, int> Floors = new(StringComparer.Ordinal)
    {
        ["Images"] = 0,
        ["Preprocessing"] = 1,
        ["Registry"] = 2,
        ["Features"] = 3,
        ["Auditing"] = 4,
        ["Statistics"] = 4,
        ["Metrics"] = 5,
        ["Evaluation"] = 6,
        ["Generation"] = 7,
        ["Sensitivity"] = 7,
        ["Study"] = 7,
        ["Training"] = 7,
        ["Reports"] = 8,
    };

    [Fact]
    public void CoreRooms_Uses_PointTowardsTheImages()
    {
        List<string> wrong = [];
        foreach ((string user, string used) in TypeDependencies.Between(typeof(Fidelis.Images.ImageSource).Assembly.Location))
        {
            if (RoomOf(user) is { } userRoom && RoomOf(used) is { } usedRoom && userRoom != usedRoom && Floors[userRoom] <= Floors[usedRoom])
            {
                wrong.Add($"{user} uses {used}");
            }
        }

        Assert.True(wrong.Count == 0, "The data path has one direction, but " + string.Join("; ", wrong) + ".");
    }

    [Fact]
    public void CoreRooms_Folders_HaveAFloor()
    {
        IEnumerable<string> rooms = Directory.EnumerateDirectories(Path.Combine(SourceTree.Root, "src", "Fidelis.Core"))
            .Select(path => Path.GetFileName(path))
            .Where(name => name is not ("bin" or "obj"));

        Assert.All(rooms, room => Assert.True(Floors.ContainsKey(room), $"The room {room} has no floor: give it one here."));
    }

    [Fact]
    public void TypeDependencies_KnownUse_IsSeen()
    {
        // The reader itself must be able to fail: Core is known to use the errors of Numerics in method bodies alone.
        Assert.Contains(
            TypeDependencies.Between(typeof(Fidelis.Imaging.Decoding.InvalidImageException).Assembly.Location),
            edge => edge is ("Fidelis.Imaging.Decoding", "Fidelis.Numerics.Errors"));
    }

    private static string? RoomOf(string name)
    {
        string[] parts = name.Split('.');
        return parts is ["Fidelis", var room, ..] && Floors.ContainsKey(room) ? room : null;
    }
}
