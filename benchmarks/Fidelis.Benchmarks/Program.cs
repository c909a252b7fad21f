using System.Globalization;
using Fidelis.Benchmarks;

// Each measurement prints its two numbers and ends, so that a script can run the peers in between.
if (args is not ["resampling", var kernel, var from, var to, var workers])
{
    Console.Error.WriteLine("Fidelis.Benchmarks resampling KERNEL FROM TO WORKERS");
    return 2;
}

CultureInfo culture = CultureInfo.InvariantCulture;
ResamplingBenchmark benchmark = new(kernel, int.Parse(from, culture), int.Parse(to, culture));
(double rate, double fastest) = benchmark.Measure(int.Parse(workers, culture));
Console.WriteLine(string.Create(culture, $"{rate:F1} {fastest:F4}"));
return 0;
