"""Times scikit-learn's way to the metrics of binary predictions, on the rows of bench/parts/quality.mjs.

    python3 -m venv DIR && DIR/bin/pip install scikit-learn && DIR/bin/python bench/python/quality.py [ROWS] [ROUNDS]
"""

import datetime
import json
import statistics
import sys
import time

import numpy
import sklearn
from sklearn import metrics
from sklearn.calibration import calibration_curve


def make_scores(rows):
    label, probability = numpy.zeros(rows), numpy.zeros(rows)
    state = 1
    for row in range(rows):
        state = state * 48271 % 2147483647
        probability[row] = state / 2147483647
        state = state * 48271 % 2147483647
        label[row] = state / 2147483647 < probability[row]
    return label, probability


def measure(label, probability):
    prediction = (probability > 0.5).astype(float)
    found = {
        "confusion": metrics.confusion_matrix(label, prediction).tolist(),
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


def main():
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 5
    label, probability = make_scores(rows)
    times = []
    for _ in range(rounds + 1):
        begun = time.process_time()
        found = measure(label, probability)
        times.append(time.process_time() - begun)
    print(json.dumps({
        "date": datetime.date.today().isoformat(),
        "python": sys.version.split()[0],
        "scikit-learn": sklearn.__version__,
        "numpy": numpy.__version__,
        "rows": rows,
        "processor_seconds": statistics.median(times[1:]),
        "found": {name: float(value) for name, value in found.items() if name != "confusion"},
    }, indent=2))


main()
