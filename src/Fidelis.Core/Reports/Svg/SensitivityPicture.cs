using Fidelis.Metrics;
using Fidelis.Sensitivity;

namespace Fidelis.Reports.Svg;

/// <summary>Draws an experiment: a panel for each metric, a line for each series of steps, with intervals and floors.</summary>
public static class SensitivityPicture
{
    private const double Width = 1000;
    private const double PanelWidth = 370;
    private const double PanelHeight = 250;
    private const double PanelStep = PanelHeight + 110;

    /// <summary>From this ratio of the largest to the smallest value on, an axis of values is logarithmic.</summary>
    private const double WideRange = 20;

    /// <summary>Draws the picture.</summary>
    /// <param name="result">The result of a run.</param>
    /// <param name="experiment">One of its experiments, with one series at least.</param>
    /// <returns>The SVG document.</returns>
    public static string Draw(SensitivityResult result, ExperimentResult experiment)
    {
        ArgumentNullException.ThrowIfNull(result);
        ArgumentNullException.ThrowIfNull(experiment);
        ExperimentDescriptor descriptor = experiment.Experiment;
        Panel[] panels = [.. experiment.Series.SelectMany(series => series.MetricIds).Distinct().Order(StringComparer.Ordinal).SelectMany(id => PanelsOf(experiment, id))];
        string[] names = [.. experiment.Series.Select(series => NameOf(result, experiment, series))];
        bool hasFloors = panels.Any(panel => !panel.IsRatio && experiment.Series.SelectMany(series => series.Steps).Any(step => step.Find(panel.Metric)?.Floor is not null));
        bool hasFits = experiment.Series.Any(series => series.Fits.Count > 0);
        MetricScore[] scores = [.. experiment.Series.SelectMany(series => series.Steps).SelectMany(step => step.Metrics).Select(metric => metric.Score).OfType<MetricScore>()];
        bool isRepeated = scores.Any(score => score.Details.ContainsKey(RepeatedScore.Repeats));
        bool hasIntervals = scores.Any(score => score.Interval is not null);
        (bool IsThere, string Text)[] marks =
        [
            (hasFloors, "dashes: floors"),
            (hasFits, "dots: fitted lines"),
            (isRepeated, "bars: one standard deviation of the repeats"),
            (hasIntervals, isRepeated ? "where a step was scored once, the interval of 95 %" : "bars: intervals of 95 %"),
        ];
        double top = 106 + (names.Length * Legend.RowHeight);
        int rows = (panels.Length + 1) / 2;
        SvgCanvas canvas = new(Width, top + (rows * PanelStep) - 30, descriptor.Question, string.Join(" ", experiment.Conclusions.Select(conclusion => conclusion.Message)));
        canvas.Text(24, 36, descriptor.Question, 17, bold: true);
        canvas.Text(24, 58, string.Join("; ", marks.Where(mark => mark.IsThere).Select(mark => mark.Text)), 13, colour: Palette.Faint);
        Legend.Draw(canvas, 24, 68, [.. names.Select((name, i) => (Palette.Series(i), name, ""))]);
        for (int i = 0; i < panels.Length; i++)
        {
            DrawPanel(canvas, new Box(92 + (i % 2 * 490), top + (i / 2 * PanelStep), PanelWidth, PanelHeight), experiment, panels[i]);
        }

        return canvas.ToDocument();
    }

    private static IEnumerable<Panel> PanelsOf(ExperimentResult experiment, string id)
    {
        IEnumerable<MetricScore> scores = experiment.Series.SelectMany(series => series.Steps).Select(step => step.Find(id)).OfType<MetricScore>();
        if (scores.Any())
        {
            yield return new Panel(id, false);
        }

        if (experiment.Experiment.ComparesRatios && scores.Any(score => score.Details.ContainsKey(RepeatedScore.FloorRatio)))
        {
            yield return new Panel(id, true);
        }
    }

    private static void DrawPanel(SvgCanvas canvas, Box area, ExperimentResult experiment, Panel panel)
    {
        ExperimentStep[] steps = [.. experiment.Series.SelectMany(series => series.Steps)];
        double[] shown = [.. steps.SelectMany(panel.Shown).Where(double.IsFinite)];
        bool isLogarithmic = shown.Min() > 0 && shown.Max() > WideRange * shown.Min();
        PlotPanel plot = new(
            canvas, area, AxisOf(experiment.Experiment.Axis, steps), isLogarithmic ? AxisScale.Logarithmic(shown.Min(), shown.Max()) : AxisScale.Linear(Math.Min(shown.Min(), 0), shown.Max()));
        string what = panel.IsRatio ? $"{panel.Metric} over its floor" : panel.Metric;
        plot.DrawAxes(what, experiment.Experiment.AxisTitle, isLogarithmic ? $"{what} (logarithmic)" : what);
        for (int i = 0; i < experiment.Series.Count; i++)
        {
            ExperimentSeries series = experiment.Series[i];
            Stroke stroke = Palette.Series(i);
            ExperimentStep[] measured = [.. series.Steps.Where(step => panel.Value(step) is { } value && double.IsFinite(value) && (!isLogarithmic || value > 0))];
            foreach (ExperimentStep step in measured)
            {
                if (panel.Range(step) is { } range && double.IsFinite(range.Lower) && double.IsFinite(range.Upper))
                {
                    double lower = isLogarithmic ? Math.Max(range.Lower, shown.Min() / 2) : range.Lower;
                    plot.DrawLine([(step.Position, lower), (step.Position, range.Upper)], stroke with { Width = 1.2, Dashes = "" });
                }
            }

            // Branches of a network are equally deep: a line through all of them would go up and down for nothing.
            if (measured.DistinctBy(step => step.Position).Count() == measured.Length)
            {
                plot.DrawLine(measured.Select(step => (step.Position, panel.Value(step)!.Value)), stroke);
            }

            plot.DrawDiscs(measured.Select(step => (step.Position, panel.Value(step)!.Value)), stroke.Colour);
            if (!panel.IsRatio)
            {
                plot.DrawLine(measured.Where(step => step.Find(panel.Metric)!.Floor > 0).Select(step => (step.Position, step.Find(panel.Metric)!.Floor!.Value)), new Stroke(stroke.Colour, 1.2, "5 4"));
                plot.DrawLine(series.Fits.GetValueOrDefault(panel.Metric, []), new Stroke(stroke.Colour, 1.4, "1 3"));
            }
        }
    }

    private static AxisScale AxisOf(ExperimentAxis axis, ExperimentStep[] steps)
    {
        double first = steps.Min(step => step.Position);
        double last = steps.Max(step => step.Position);
        return axis switch
        {
            ExperimentAxis.Whole => AxisScale.Exact(first - 0.5, last + 0.5, whole: true),
            ExperimentAxis.Logarithmic => AxisScale.Logarithmic(first, last),
            _ => AxisScale.Exact(-0.02, 1.02, percent: true),
        };
    }

    private static string NameOf(SensitivityResult result, ExperimentResult experiment, ExperimentSeries series)
    {
        string[] parts =
        [
            series.Model,
            series.Generated is { } index && result.Generated.Count > 1 ? result.Generated[index].Source : "",
            series.Trial,
        ];
        return string.Join(", ", parts.Where(part => part.Length > 0));
    }

    private readonly record struct Panel(string Metric, bool IsRatio)
    {
        public double? Value(ExperimentStep step) =>
            step.Find(Metric) is not { } score ? null
            : !IsRatio ? score.Value
            : score.Details.TryGetValue(RepeatedScore.FloorRatio, out double ratio) ? ratio : null;

        public (double Lower, double Upper)? Range(ExperimentStep step) => step.Find(Metric) switch
        {
            { Interval: { } interval } when !IsRatio => (interval.Lower, interval.Upper),
            { Interval: { } interval, Floor: > 0 } score when IsRatio => (interval.Lower / score.Floor.Value, interval.Upper / score.Floor.Value),
            { } score when !IsRatio && score.Details.TryGetValue(RepeatedScore.Repeats, out _) =>
                (score.Value - score.Details[RepeatedScore.Deviation], score.Value + score.Details[RepeatedScore.Deviation]),
            _ => null,
        };

        /// <summary>Gets what the axis of values must hold: values, floors, and the upper ends of intervals; lower ones may leave it.</summary>
        public IEnumerable<double> Shown(ExperimentStep step)
        {
            if (Value(step) is { } value)
            {
                yield return value;
                yield return Range(step)?.Upper ?? value;
                if (!IsRatio && step.Find(Metric)!.Floor is > 0 and { } floor)
                {
                    yield return floor;
                }
            }
        }
    }
}
