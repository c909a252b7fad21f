using Fidelis.Evaluation;
using Fidelis.Numerics.Errors;
using Fidelis.Sensitivity;
using Fidelis.Tests.Evaluation;

namespace Fidelis.Tests.Sensitivity;

/// <summary>Runs experiments on what an <see cref="EvaluationFixture"/> makes.</summary>
internal static class SensitivityFixture
{
    public static SensitivityResult Run(string? experiment, EvaluationPlan plan, Observer? observer = null) => SensitivityRun.Of(Open(experiment, plan, observer ?? new Observer()));

    public static ExperimentResult RunOne(string experiment, EvaluationPlan plan) => Assert.Single(Run(experiment, plan).Experiments);

    public static string Refusal(string? experiment, EvaluationPlan plan) => Assert.Throws<InputException>(() => Run(experiment, plan)).Message;

    private static SensitivityInputs Open(string? experiment, EvaluationPlan plan, IExperimentObserver observer) =>
        SensitivitySetup.Open(new SensitivityPlan(plan) { Experiment = experiment }, observer, EvaluationFixture.Open, TestContext.Current.CancellationToken);

    /// <summary>Keeps what it is told.</summary>
    internal sealed class Observer : IExperimentObserver
    {
        /// <summary>Gets each part with its total and the last number that was reported done.</summary>
        public List<(string Title, long Total, long Done)> Parts { get; } = [];

        public T Run<T>(string title, string unit, long total, long totalBytes, Func<IProgress<EvaluationProgress>, T> work)
        {
            Last last = new();
            T result = work(last);
            Parts.Add((title, total, last.Done));
            return result;
        }

        private sealed class Last : IProgress<EvaluationProgress>
        {
            public long Done { get; private set; }

            public void Report(EvaluationProgress value)
            {
                Assert.True(value.Done >= Done);
                Done = value.Done;
            }
        }
    }
}
