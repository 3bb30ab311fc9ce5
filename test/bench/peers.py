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


def words(count, generator):
    rng = numpy.random.Generator(getattr(numpy.random, generator)(1))
    return lambda: rng.integers(0, 2**32, count, dtype=numpy.uint32)


def gaussians(count, dtype):
    rng = numpy.random.default_rng(1)
    out = numpy.empty(count, dtype)
    return lambda: rng.standard_normal(out=out, dtype=out.dtype)


def correlated_patterns(P, N, r):
    rng = numpy.random.default_rng(1)
    i = numpy.arange(N)
    latent = numpy.sin(numpy.pi / 2 * r ** numpy.abs(i[:, None] - i))
    factor = numpy.linalg.cholesky(latent)
    return lambda: numpy.packbits(rng.standard_normal((P, N)) @ factor.T < 0, axis=1)


def spin_paths(T, paths, factor, retarded, signal, up):
    rng = numpy.random.default_rng(1)
    L = numpy.array(factor, numpy.float32).reshape(T, T)
    R = numpy.array(retarded, numpy.float32).reshape(T, T)
    drive = numpy.array(signal, numpy.float32)

    def work():
        noise = L @ rng.standard_normal((T, paths), dtype=numpy.float32)
        noise += drive[:, None]
        s = numpy.empty((T + 1, paths), numpy.float32)
        s[0] = numpy.where(rng.random(paths, dtype=numpy.float32) < up, 1, -1)
        for t in range(T):
            h = noise[t]
            if t > 0:
                h += R[t, :t] @ s[:t]
            numpy.copysign(1, h, out=s[t + 1])
        return s.sum(axis=1), s @ s.T

    return work


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
