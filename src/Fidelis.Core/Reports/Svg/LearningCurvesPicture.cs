using Fidelis.Training;

namespace Fidelis.Reports.Svg;

/// <summary>Draws loss and accuracy over the epochs of a training, on the training and on the validation images.</summary>
public static class LearningCurvesPicture
{
    private const double PanelWidth = 360;
    private const double PanelHeight = 270;
    private const double Top = 112;

    private static readonly Stroke Chosen = new(Palette.Faint, 1.2, "2 3");

    /// <summary>Draws the picture.</summary>
    /// <param name="title">The title, such as <c>Training of biocnn-1 on blood-cells</c>.</param>
    /// <param name="epochs">The finished epochs in their order, at least one.</param>
    /// <param name="bestEpoch">The epoch whose weights were chosen, counted from 1.</param>
    /// <returns>The SVG document.</returns>
    /// <exception cref="ArgumentException">There is no epoch.</exception>
    public static string Draw(string title, IReadOnlyList<TrainingEpoch> epochs, int bestEpoch)
    {
        ArgumentNullException.ThrowIfNull(title);
        ArgumentNullException.ThrowIfNull(epochs);
        if (epochs.Count == 0)
        {
            throw new ArgumentException("Learning curves need at least one finished epoch.", nameof(epochs));
        }

        TrainingEpoch last = epochs[^1];
        SvgCanvas canvas = new(960, 470, title, FormattableString.Invariant(
            $"Loss and accuracy over {epochs.Count} epochs. In the last, the training accuracy is {last.TrainAccuracy:P1} and the validation accuracy {last.ValidationAccuracy:P1}. The best validation is that of epoch {bestEpoch}."));
        canvas.Text(24, 36, title, 17, bold: true);
        Stroke train = Palette.Series(0);
        Stroke validation = Palette.Series(1) with { Dashes = "7 3" };
        double left = 24;
        foreach ((Stroke, string, string) row in new[]
        {
            (train, "training", string.Empty),
            (validation, "validation", string.Empty),
            (Chosen, $"chosen weights (epoch {bestEpoch})", string.Empty),
        })
        {
            Legend.Draw(canvas, left, 50, row);
            left += Legend.Width(row) + 28;
        }

        PlotPanel loss = new(canvas, new Box(84, Top, PanelWidth, PanelHeight), Epochs(epochs), LossScale(epochs, out string lossTitle));
        loss.DrawAxes("Loss", "Epoch", lossTitle);
        DrawSeries(loss, epochs, bestEpoch, canvas, (train, e => e.TrainLoss), (validation, e => e.ValidationLoss));

        double lowest = epochs.Min(e => Math.Min(e.TrainAccuracy, e.ValidationAccuracy));
        PlotPanel accuracy = new(canvas, new Box(566, Top, PanelWidth, PanelHeight), Epochs(epochs), AxisScale.Linear(Math.Min(lowest, 0.99), 1, percent: true));
        accuracy.DrawAxes("Accuracy", "Epoch", "Share of correct images");
        DrawSeries(accuracy, epochs, bestEpoch, canvas, (train, e => e.TrainAccuracy), (validation, e => e.ValidationAccuracy));
        return canvas.ToDocument();
    }

    // Half an epoch of room on either side keeps the first and the last off the frame.
    private static AxisScale Epochs(IReadOnlyList<TrainingEpoch> epochs) =>
        AxisScale.Exact(epochs[0].Epoch - 0.5, epochs[^1].Epoch + 0.5, whole: true);

    private static AxisScale LossScale(IReadOnlyList<TrainingEpoch> epochs, out string title)
    {
        double largest = epochs.Max(e => Math.Max(e.TrainLoss, e.ValidationLoss));
        double smallest = epochs.Min(e => Math.Min(e.TrainLoss, e.ValidationLoss));
        // Over more than a factor of twenty, the end of a training would vanish in the line of the axis.
        bool logarithmic = smallest > 0 && largest > 20 * smallest;
        title = logarithmic ? "Cross-entropy in nats (logarithmic)" : "Cross-entropy in nats";
        return logarithmic ? AxisScale.Logarithmic(smallest, largest) : AxisScale.Linear(0, largest);
    }

    private static void DrawSeries(
        PlotPanel panel,
        IReadOnlyList<TrainingEpoch> epochs,
        int bestEpoch,
        SvgCanvas canvas,
        params ReadOnlySpan<(Stroke Stroke, Func<TrainingEpoch, double> Value)> series)
    {
        double chosen = panel.PixelX(bestEpoch);
        canvas.Line(chosen, panel.Area.Top, chosen, panel.Area.Bottom, Chosen);
        foreach ((Stroke stroke, Func<TrainingEpoch, double> value) in series)
        {
            (double, double)[] points = [.. epochs.Select(epoch => ((double)epoch.Epoch, value(epoch)))];
            panel.DrawLine(points, stroke);
            if (epochs.Count <= 12)
            {
                panel.DrawDiscs(points, stroke.Colour);
            }
        }
    }
}
