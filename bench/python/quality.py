"""Scikit-learn's way to the metrics of binary predictions, of two files of doubles, labels and scores: time a row, what was
found and the versions, as JSON."""

import json
import sys
import time

import numpy
import sklearn
from sklearn import metrics
from sklearn.calibration import calibration_curve


def measure(label, probability):
    prediction = (probability > 0.5).astype(float)
    metrics.confusion_matrix(label, prediction)
    found = {
        "accuracy": metrics.accuracy_score(label, prediction),
        "precision": metrics.precision_score(label, prediction),
        "recall": metrics.recall_score(label, prediction),
        "f0_5": metrics.fbeta_score(label, prediction, beta=0.5),
        "f1": metrics.f1_score(label, prediction),
        "f2": metrics.fbeta_score(label, prediction, beta=2),
        "balanced_accuracy": metrics.balanced_accuracy_score(label, prediction),
        "matthews_correlation": metrics.matthews_corrcoef(label, prediction),
        "cohen_kappa": metrics.cohen_kappa_score(label, prediction),
        "auc": metrics.roc_auc_score(label, probability),
        "partial_auc": metrics.roc_auc_score(label, probability, max_fpr=0.2),
        "average_precision": metrics.average_precision_score(label, probability),
        "log_loss": metrics.log_loss(label, probability),
        "brier": metrics.brier_score_loss(label, probability),
    }
    rates = metrics.roc_curve(label, probability)
    found["ks"] = float(numpy.max(rates[1] - rates[0]))
    precisions, recalls, _ = metrics.precision_recall_curve(label, probability)
    found["pr_auc"] = metrics.auc(recalls, precisions)
    calibration_curve(label, probability, n_bins=10)
    calibration_curve(label, probability, n_bins=10, strategy="quantile")
    return found


label, probability = (numpy.fromfile(path) for path in sys.argv[1:3])
start = time.process_time_ns()
found = measure(label, probability)
elapsed = time.process_time_ns() - start
versions = {"Python": sys.version.split()[0], "scikit-learn": sklearn.__version__, "numpy": numpy.__version__}
found = {name: float(value) for name, value in found.items()}
print(json.dumps({"ns": elapsed / len(label), "found": found, "versions": versions}))
