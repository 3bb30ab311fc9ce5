"""NumPy peers of the benchmarks: one JSON request a line, the best CPU seconds of it back.

A request names a function of this file and its keyword arguments; `repeat` says how often it is
timed after one warm call. A peer makes its data first and returns the work to be timed.
"""
import json
import sys
import time

import numpy


def gemm(M, N, K):
    rng = numpy.random.default_rng(1)
    a = rng.standard_normal((M, K), dtype=numpy.float32)
    b = rng.standard_normal((K, N), dtype=numpy.float32)
    return lambda: a @ b


def softmax(rows, columns, beta):
    x = numpy.random.default_rng(1).standard_normal((rows, columns), dtype=numpy.float32)
    beta = numpy.float32(beta)

    def work():
        z = beta * (x - x.max(axis=1, keepdims=True))
        numpy.exp(z, out=z)
        z /= z.sum(axis=1, keepdims=True)
        return z

    return work


for line in sys.stdin:
    request = json.loads(line)
    repeat = request.pop("repeat")
    work = globals()[request.pop("peer")](**request)
    work()
    best = float("inf")
    for _ in range(repeat):
        start = time.process_time()
        work()
        best = min(best, time.process_time() - start)
    print(json.dumps({"seconds": best}), flush=True)
