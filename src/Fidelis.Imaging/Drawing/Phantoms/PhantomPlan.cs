namespace Fidelis.Imaging.Drawing.Phantoms;

/// <summary>Which cells a set has, before any is drawn.</summary>
/// <param name="Classes">The classes, in the order in which the pictures are dealt out to them.</param>
/// <param name="Count">The number of pictures.</param>
/// <param name="DistinctShare">The share of a class's pictures that are distinct, in [0, 1], rounded to whole pictures and never to none; the rest are copies of them.</param>
public sealed record PhantomPlan(IReadOnlyList<string> Classes, int Count, double DistinctShare)
{
    /// <summary>Deals the pictures out to the classes in turn, so that no class has more than one picture more than another.</summary>
    /// <returns>The pictures in that order.</returns>
    public IReadOnlyList<PhantomItem> Deal()
    {
        PhantomItem[] items = new PhantomItem[Count];
        for (int i = 0; i < Count; i++)
        {
            int place = i % Classes.Count;
            int number = i / Classes.Count;
            int countOfClass = ((Count - 1 - place) / Classes.Count) + 1;
            int distinct = Math.Max((int)Math.Round(countOfClass * DistinctShare), 1);
            items[i] = new PhantomItem(Classes[place], number, number % distinct);
        }

        return items;
    }
}
