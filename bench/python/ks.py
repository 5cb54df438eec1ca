"""The exact two-sample Kolmogorov-Smirnov distance of two files of doubles by scipy: time a value and the distance, as JSON."""

import json
import sys
import time

import numpy as np
from scipy.stats import ks_2samp

reference, current = (np.fromfile(path) for path in sys.argv[1:3])
start = time.process_time_ns()
found = ks_2samp(reference, current, method="asymp").statistic
print(json.dumps({"ns": (time.process_time_ns() - start) / (len(reference) + len(current)), "found": float(found)}))
