namespace Fidelis.Features;

/// <summary>What an <c>.npz</c> file may hold.</summary>
public enum NpzContent
{
    /// <summary>None of the others.</summary>
    Unknown,

    /// <summary>Feature vectors, under <c>features</c>, <c>feats</c> or <c>reps</c>.</summary>
    Features,

    /// <summary>Pictures, under <c>arr_0</c>, <c>images</c> or a key that ends in <c>_images</c>.</summary>
    Images,

    /// <summary>A mean and a covariance, under <c>mu</c> and <c>sigma</c>.</summary>
    Statistics,

    /// <summary>Those of features that keep their places, under <c>mu_s</c> and <c>sigma_s</c>, in files of guided-diffusion. Nothing here reads them.</summary>
    SpatialStatistics,
}
