"""Twenty bias metrics with pandas, by the formulas of docs/bias.md: a mask of rows for each count, as libraries of bias work.

Of four files of bytes: whether a row is of the facet, its label, what was predicted, its group. Prints the time a row, what was
found and the versions, as JSON."""

import json
import sys
import time

import numpy as np
import pandas as pd


def read_frame(paths):
    facet, label, predicted, group = (np.fromfile(path, dtype=np.uint8).astype(int) for path in paths)
    return pd.DataFrame(
        {
            "sex": np.where(facet == 1, "f", "m"),
            "label": label,
            "predicted": predicted,
            "group": np.char.add("g", group.astype(str)),
        }
    )


def count(frame, mask):
    return len(frame[mask])


def divide(a, b):
    return 0.0 if a == 0 and b == 0 else (a / b if b else float("inf"))


def sides(frame, d, y, p):
    for side in (~d, d):
        yield {
            "n": count(frame, side),
            "tp": count(frame, side & y & p),
            "fp": count(frame, side & ~y & p),
            "fn": count(frame, side & y & ~p),
            "tn": count(frame, side & ~y & ~p),
        }


def disparity(frame, d, positive):
    total = 0.0
    for group in frame["group"].unique():
        rows = frame["group"] == group
        accepted = divide(count(frame, positive & d & rows), count(frame, positive & rows))
        rejected = divide(count(frame, ~positive & d & rows), count(frame, ~positive & rows))
        total += count(frame, rows) * (rejected - accepted)
    return total / len(frame)


def report(frame):
    d, y, p = frame["sex"] == "f", frame["label"] == 1, frame["predicted"] == 1
    shares = [y[side].value_counts(normalize=True).sort_index().to_numpy() for side in (~d, d)]
    a_share, d_share = shares
    mean = (a_share + d_share) / 2
    divergence = lambda u, v: float(np.sum(u * np.log(u / v)))
    result = {
        "CDDL": disparity(frame, d, y),
        "CI": (count(frame, ~d) - count(frame, d)) / len(frame),
        "DPL": count(frame, y & ~d) / count(frame, ~d) - count(frame, y & d) / count(frame, d),
        "KL": divergence(a_share, d_share),
        "JS": (divergence(a_share, mean) + divergence(d_share, mean)) / 2,
        "LP": float(np.linalg.norm(a_share - d_share)),
        "TVD": float(np.abs(a_share - d_share).sum() / 2),
        "KS": float(np.abs(a_share - d_share).max()),
        "CDDPL": disparity(frame, d, p),
    }
    # Each metric counts anew, as separate functions of a library do.
    pair = lambda: list(sides(frame, d, y, p))
    a, b = pair()
    result["DPPL"] = (a["tp"] + a["fp"]) / a["n"] - (b["tp"] + b["fp"]) / b["n"]
    a, b = pair()
    result["DI"] = divide((b["tp"] + b["fp"]) / b["n"], (a["tp"] + a["fp"]) / a["n"])
    a, b = pair()
    result["DCA"] = divide(a["tp"] + a["fn"], a["tp"] + a["fp"]) - divide(b["tp"] + b["fn"], b["tp"] + b["fp"])
    a, b = pair()
    result["DCR"] = divide(b["tn"] + b["fp"], b["tn"] + b["fn"]) - divide(a["tn"] + a["fp"], a["tn"] + a["fn"])
    a, b = pair()
    result["RD"] = divide(a["tp"], a["tp"] + a["fn"]) - divide(b["tp"], b["tp"] + b["fn"])
    a, b = pair()
    result["SD"] = divide(b["tn"], b["tn"] + b["fp"]) - divide(a["tn"], a["tn"] + a["fp"])
    a, b = pair()
    result["DAR"] = divide(a["tp"], a["tp"] + a["fp"]) - divide(b["tp"], b["tp"] + b["fp"])
    a, b = pair()
    result["DRR"] = divide(b["tn"], b["tn"] + b["fn"]) - divide(a["tn"], a["tn"] + a["fn"])
    a, b = pair()
    result["AD"] = (a["tp"] + a["tn"]) / a["n"] - (b["tp"] + b["tn"]) / b["n"]
    a, b = pair()
    result["TE"] = divide(b["fn"], b["fp"]) - divide(a["fn"], a["fp"])
    benefit = p.astype(int) - y.astype(int) + 1
    result["GE"] = float((((benefit / benefit.mean()) ** 2) - 1).sum() / (2 * len(frame)))
    return result


frame = read_frame(sys.argv[1:5])
start = time.process_time_ns()
found = report(frame)
elapsed = time.process_time_ns() - start
versions = {"Python": sys.version.split()[0], "pandas": pd.__version__, "numpy": np.__version__}
print(json.dumps({"ns": elapsed / len(frame), "found": found, "versions": versions}))
