"""How sure scores of classifiers are: weighted averages, micro AUC, calibration, intervals of AUC, McNemar; by scikit-learn, scipy and brute force."""
import numpy as np
from scipy import optimize, stats
from sklearn import metrics

import golden

SEED = 20240815


def draw(generator, count, classes, levels, skill):
    """Draws labels and probabilities that are multiples of 1/levels (exact in float32)."""
    labels = generator.integers(0, classes, count)
    logits = generator.normal(size=(count, classes))
    logits[np.arange(count), labels] += skill
    shares = np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True)
    return labels, np.round(shares * levels) / levels


def placements(scores, positive):
    """DeLong's V10 and V01 by comparing every pair."""
    order = np.sign(scores[positive][:, None] - scores[~positive][None, :]) / 2 + 0.5
    values = np.empty(len(scores))
    values[positive] = order.mean(axis=1)
    values[~positive] = order.mean(axis=0)
    return values, order.mean()


def macro(labels, probabilities):
    """The variance of the mean of areas from DeLong's covariance matrix of all pairs of classes."""
    count, classes = probabilities.shape
    influences = np.zeros((count, classes))
    areas = []
    for c in range(classes):
        positive = labels == c
        values, area = placements(probabilities[:, c], positive)
        m, n = positive.sum(), (~positive).sum()
        influences[:, c] = np.where(positive, (values - area) / np.sqrt(m * (m - 1)), (values - area) / np.sqrt(n * (n - 1)))
        areas.append(area)
    covariance = influences.T @ influences
    return np.mean(areas), np.sqrt(covariance.sum()) / classes, [np.sqrt(covariance[c, c]) for c in range(classes)]


def delong_binary(labels, scores):
    """DeLong's variance of one area as the paper writes it: S10 / m + S01 / n with the sample variances of the placements."""
    values, _ = placements(scores, labels == 1)
    v10, v01 = values[labels == 1], values[labels != 1]
    return np.sqrt(np.var(v10, ddof=1) / len(v10) + np.var(v01, ddof=1) / len(v01))


def obuchowski(labels, probabilities):
    """Obuchowski's variance of clustered data, the clusters being images: sums of centred placements for each cluster."""
    count, classes = probabilities.shape
    positive = (labels[:, None] == np.arange(classes)).ravel()
    values, area = placements(probabilities.ravel(), positive)
    m, n = positive.sum(), (~positive).sum()
    centred = (values - area).reshape(count, classes)
    of_positive = np.where(positive.reshape(count, classes), centred, 0).sum(axis=1)
    of_negative = np.where(positive.reshape(count, classes), 0, centred).sum(axis=1)
    factor = count / (count - 1)
    s10 = factor * (of_positive**2).sum() / m
    s01 = factor * (of_negative**2).sum() / n
    s11 = factor * (of_positive * of_negative).sum()
    return area, np.sqrt(s10 / m + s01 / n + 2 * s11 / (m * n))


def ece(labels, probabilities, bins=15):
    confidence = probabilities.max(axis=1)
    correct = probabilities.argmax(axis=1) == labels
    error = 0
    for lower in range(bins):
        inside = (confidence > lower / bins) & (confidence <= (lower + 1) / bins)
        if inside.any():
            error += inside.mean() * abs(correct[inside].mean() - confidence[inside].mean())
    return error


def case(generator, count, classes, levels, skill):
    labels, probabilities = draw(generator, count, classes, levels, skill)
    predictions = probabilities.argmax(axis=1)
    precision, recall, f1, _ = metrics.precision_recall_fscore_support(labels, predictions, average="weighted", zero_division=0)
    onehot = (labels[:, None] == np.arange(classes)).astype(float)
    macro_area, macro_error, class_errors = macro(labels, probabilities)
    micro_area, micro_error = obuchowski(labels, probabilities)
    return {
        "classes": classes,
        "labels": labels.tolist(),
        "probabilities": probabilities.tolist(),
        "weightedPrecision": precision,
        "weightedRecall": recall,
        "weightedF1": f1,
        "macroArea": float(np.mean([metrics.roc_auc_score(labels == c, probabilities[:, c]) for c in range(classes)])),
        "macroError": macro_error,
        "bruteMacroArea": macro_area,
        "binaryError": delong_binary(labels, probabilities[:, 1]) if classes == 2 else None,
        "microArea": metrics.roc_auc_score(onehot.ravel(), probabilities.ravel()),
        "bruteMicroArea": micro_area,
        "microError": micro_error,
        "ece": ece(labels, probabilities),
        "meanConfidence": probabilities.max(axis=1).mean(),
        "brier": float(np.mean(((probabilities - onehot) ** 2).sum(axis=1))),
        "brierBinary": metrics.brier_score_loss(labels, probabilities[:, 1]) if classes == 2 else None,
    }


def newcombe(area, m, n):
    z = stats.norm.ppf(0.975)
    mean = (m + n) / 2

    def variance(a):
        return a * (1 - a) * (1 + (mean - 1) * ((1 - a) / (2 - a) + a / (1 + a))) / (m * n)

    lower = 0.0 if area == 0 else optimize.brentq(lambda a: a + z * np.sqrt(variance(a)) - area, 0, min(area, 1 - 1e-12), xtol=1e-16)
    upper = 1.0 if area == 1 else optimize.brentq(lambda a: a - z * np.sqrt(variance(a)) - area, max(area, 1e-12), 1, xtol=1e-16)
    return {"area": area, "m": m, "n": n, "lower": lower, "upper": upper}


def mcnemar(b, c):
    k, n = min(b, c), b + c
    exact = min(1.0, 2 * stats.binom.cdf(k, n, 0.5))
    mid = min(1.0, 2 * stats.binom.cdf(k, n, 0.5) - stats.binom.pmf(k, n, 0.5))
    return {"first": b, "second": c, "exact": exact, "midP": mid, "binomialTest": stats.binomtest(b, n, 0.5).pvalue if n else 1.0}


generator = np.random.default_rng(SEED)
golden.write(
    "training",
    "judgement",
    {
        "cases": {
            "many-ties": case(generator, 120, 4, 8, 1.5),
            "few-ties": case(generator, 150, 3, 4096, 1.0),
            "good": case(generator, 100, 5, 1024, 3.0),
            "two-classes": case(generator, 60, 2, 64, 0.7),
        },
        "newcombe": [newcombe(*x) for x in [(0.5, 10, 10), (0.8, 30, 60), (0.95, 8, 200), (0.999, 113, 339), (1.0, 5, 5), (1.0, 113, 339), (0.0, 20, 10), (0.3, 1, 1)]],
        "mcnemar": [mcnemar(b, c) for b, c in [(0, 0), (1, 0), (5, 5), (2, 9), (40, 12), (300, 361), (0, 30), (7, 8)]],
    },
    SEED,
    ("numpy", "scipy", "sklearn"),
)
