"""Scores of classifiers by scikit-learn: confusion matrix, precision, recall, F1, ROC curves and their areas."""
import numpy as np
from sklearn import metrics

import golden

SEED = 20240701


def case(generator, count, classes, levels, skill):
    """Draws labels and probabilities that are multiples of 1/levels (exact in float32), so that ties abound."""
    labels = generator.integers(0, classes, count)
    logits = generator.normal(size=(count, classes))
    logits[np.arange(count), labels] += skill
    shares = np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True)
    probabilities = np.round(shares * levels) / levels
    predictions = probabilities.argmax(axis=1)
    precision, recall, f1, support = metrics.precision_recall_fscore_support(
        labels, predictions, labels=range(classes), zero_division=0)
    curves = []
    for c in range(classes):
        false_rate, true_rate, thresholds = metrics.roc_curve(labels == c, probabilities[:, c], drop_intermediate=False)
        curves.append({
            "falsePositiveRate": false_rate.tolist(),
            "truePositiveRate": true_rate.tolist(),
            # scikit-learn puts the origin at the largest score + 1; ours stands at infinity.
            "thresholds": thresholds[1:].tolist(),
            "area": metrics.roc_auc_score(labels == c, probabilities[:, c]),
        })
    return {
        "classes": classes,
        "labels": labels.tolist(),
        "probabilities": probabilities.tolist(),
        "accuracy": metrics.accuracy_score(labels, predictions),
        "balancedAccuracy": metrics.balanced_accuracy_score(labels, predictions),
        "confusion": metrics.confusion_matrix(labels, predictions, labels=range(classes)).tolist(),
        "precision": precision.tolist(),
        "recall": recall.tolist(),
        "f1": f1.tolist(),
        "support": support.tolist(),
        "macroPrecision": metrics.precision_score(labels, predictions, average="macro"),
        "macroF1": metrics.f1_score(labels, predictions, average="macro"),
        "curves": curves,
    }


generator = np.random.default_rng(SEED)
golden.write(
    "training",
    "classification",
    {
        "many-ties": case(generator, 120, 4, 8, 1.5),
        "few-ties": case(generator, 150, 3, 4096, 1.0),
        "good": case(generator, 100, 5, 1024, 5.0),
        "two-classes": case(generator, 60, 2, 64, 0.7),
    },
    SEED,
    ("numpy", "sklearn"),
)
