"""Times SciPy's Cholesky factorization of a covariance; prints one JSON line, as other tools' scripts do.

usage: cholesky.py [--n 1024] [--threads 1] [--reps 9]
"""
import argparse
import json
import os
import statistics
import time

parser = argparse.ArgumentParser()
parser.add_argument("--n", type=int, default=1024)
parser.add_argument("--threads", type=int, default=1)
parser.add_argument("--reps", type=int, default=9)
options = parser.parse_args()
for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[variable] = str(options.threads)

import numpy
import scipy.linalg

n = options.n
root = numpy.random.default_rng(0).standard_normal((n, 2 * n)) / numpy.sqrt(2 * n)
covariance = root @ root.T + 0.3 * numpy.eye(n)
flops = n**3 / 3
inner = max(1, int(1e9 / flops))


def run():
    for _ in range(inner):
        lower = scipy.linalg.cholesky(covariance, lower=True, check_finite=False)
    return lower


run()
seconds = []
for _ in range(options.reps):
    start = time.perf_counter()
    lower = run()
    seconds.append(time.perf_counter() - start)
median = statistics.median(seconds)
print(
    json.dumps(
        {
            "name": "G.cholesky.scipy",
            "config": {"n": n, "dtype": "f64", "threads": options.threads},
            "seconds": median,
            "min": min(seconds),
            "max": max(seconds),
            "reps": options.reps,
            "gflops": flops * inner / median / 1e9,
            "objective": float(numpy.abs(lower @ lower.T - covariance).max()),
        }
    )
)
