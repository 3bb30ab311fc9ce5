"""NumPy and PyTorch peers of the benchmarks: one JSON request a line, the best seconds of it back: CPU seconds
on one thread, those of the clock on several.

A request names a function of this file and its keyword arguments; `repeat` says how often it is
timed after one warm call. A peer makes its data first and returns the work to be timed.
"""
import json
import math
import os
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


def erf_given(u, e, out, scratch):
    """erf u to 2e-7, given e = exp(-u^2); ten times as fast as scipy.special.erf."""
    numpy.abs(u, out=scratch)
    scratch *= numpy.float32(0.3275911)
    scratch += numpy.float32(1)
    numpy.reciprocal(scratch, out=scratch)
    numpy.multiply(scratch, numpy.float32(1.061405429), out=out)
    for c in (-1.453152027, 1.421413741, -0.284496736, 0.254829592):
        out += numpy.float32(c)
        out *= scratch
    out *= e
    numpy.subtract(numpy.float32(1), out, out=out)
    numpy.copysign(out, u, out=out)


def match_noise(z, s, before, scratch):
    """Mean 0, variance 1 and no correlation with two states, in place."""
    P = len(z)
    rows = [s] if before is None else [s, before]
    means = numpy.array([1.0] + [row.mean() for row in rows])
    gram = numpy.eye(len(means))
    gram[0, 1:] = gram[1:, 0] = means[1:]
    if before is not None:
        gram[1, 2] = gram[2, 1] = (s @ before) / P
    products = numpy.array([z.mean()] + [(z @ row) / P for row in rows])
    weights = numpy.linalg.lstsq(gram, products, rcond=1e-6)[0]
    z -= numpy.float32(weights[0])
    for row, weight in zip(rows, weights[1:]):
        numpy.multiply(row, numpy.float32(weight), out=scratch)
        z -= scratch
    z *= numpy.float32(1 / math.sqrt((z @ z) / P))


def effective_process(T, paths, load, overlap0):
    """The whole solution of the closed equations at order 3: matrix products of whole rows."""
    rng = numpy.random.Generator(numpy.random.SFC64(1))
    f = numpy.float32
    s = numpy.empty((T + 1, paths), f)
    z = numpy.empty((T, paths), f)
    drift, u, e, w = numpy.empty((4, paths), f)
    tolerance = 20 / paths

    def work():
        m = numpy.zeros(T + 1)
        C, G = numpy.zeros((2, T + 1, T + 1))
        R, Gamma, L = numpy.zeros((3, T, T))
        m[0], C[0, 0] = overlap0, 1
        up = round(paths * (1 + overlap0) / 2)
        s[0, :up] = 1
        s[0, up:] = -1
        for t in range(T):
            R[t, : t + 1] = R[: t + 1, t] = load * (1 + 2 * C[t, : t + 1] ** 2) / 3
            Gamma[t, :t] = 4 * load / 3 * C[t, :t] * G[t, :t]
            for k in range(t):
                if L[k, k] > 0:
                    L[t, k] = (R[t, k] - L[t, :k] @ L[k, :k]) / L[k, k]
            left = R[t, t] - L[t, :t] @ L[t, :t]
            pivot = L[t, t] = math.sqrt(left) if left > tolerance * R[t, t] else 0
            rng.standard_normal(out=z[t], dtype=f)
            match_noise(z[t], s[t], s[t - 1] if t > 0 else None, w)
            drift[:] = f(m[t] ** 2)
            if t > 0:
                for row, columns in ((L, z), (Gamma, s)):
                    numpy.dot(row[t, :t].astype(f), columns[:t], out=u)
                    numpy.add(drift, u, out=drift)
            numpy.multiply(z[t], f(pivot), out=u)
            numpy.add(u, drift, out=u)
            numpy.copysign(f(1), u, out=s[t + 1])
            c, density = s[t + 1], 0
            if pivot > 0:
                numpy.multiply(drift, f(1 / (pivot * math.sqrt(2))), out=drift)
                numpy.multiply(drift, drift, out=e)
                numpy.negative(e, out=e)
                numpy.maximum(e, f(-80), out=e)
                numpy.exp(e, out=e)
                density = e.mean()
                erf_given(drift, e, u, w)
                c = u
            m[t + 1] = c.mean()
            C[t + 1, : t + 1] = C[: t + 1, t + 1] = (s[: t + 1] @ c) / paths
            C[t + 1, t + 1] = 1
            b = numpy.append((z[:t] @ c) / paths, math.sqrt(2 / math.pi) * density)
            free = [k for k in range(t, -1, -2) if L[k, k] > 0]
            if free:
                factor = L[numpy.ix_(free, range(t + 1))]
                G[t + 1, free] = numpy.linalg.lstsq(factor.T, b, rcond=1e-3)[0]
        return m

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


def spins(P, N):
    rng = numpy.random.default_rng(1)
    return (2 * rng.integers(0, 2, (P, N)) - 1).astype(numpy.float32)


def step_tables(N, n):
    """a - b and a + b by overlap (N + h) / 2, integers without their common factor, as float32."""
    h = [2 * k - N for k in range(N + 1)]
    a = [x**n - (x - 2) ** n for x in h]
    b = [(x + 2) ** n - x**n for x in h]
    a[0] = 0
    b[N] = 0
    unit = math.gcd(*(x - y for x, y in zip(a, b)), *(x + y for x, y in zip(a, b)))
    table = lambda values: numpy.array([v // unit for v in values], dtype=numpy.float32)
    return table([x - y for x, y in zip(a, b)]), table([x + y for x, y in zip(a, b)])


def all_patterns_expert(P, N, n):
    """Two matrix products: overlaps, then steps by overlap times the patterns."""
    X = spins(P, N)
    difference, total = step_tables(N, n)

    def work():
        k = ((X @ X.T + N) * 0.5).astype(numpy.intp)
        G = difference.take(k).sum(1)[:, None] + X * (total.take(k) @ X)
        return ((G < 0).any(1)).sum()

    return work


def all_patterns_typical(P, N, n, probes):
    """One pattern at a time, as the formula is written; `probes` of the P patterns."""
    X = spins(P, N).astype(numpy.float64)

    def work():
        unstable = 0
        for s in X[:probes]:
            rest = (X @ s)[:, None] - X * s
            field = ((X + rest) ** n - (rest - X) ** n).sum(0)
            unstable += (s * field < 0).any()
        return unstable

    return work


def overlaps(P, N, states):
    """Overlaps of several states at once: one product."""
    X = spins(P, N)
    S = numpy.ascontiguousarray(spins(states, N).T)
    return lambda: X @ S


def margins(P, N, states):
    """Margins of several states at order 3 at once: two products and a polynomial between."""
    X = spins(P, N)
    S = numpy.ascontiguousarray(X[:states])

    def work():
        h = S @ X.T
        h *= h
        h *= 6
        h += 8
        return S * (h @ X)

    return work


def retrieval(P, N, targets, starts, steps, retire):
    """Synchronous retrieval at order 3 from overlaps 1/starts … 1 with each target, no temperature.

    Two products a step. With `retire`, states that have reached a fixed point or a two-cycle leave.
    """
    X = spins(P, N)
    XT = numpy.ascontiguousarray(X.T)
    rng = numpy.random.default_rng(2)
    start = numpy.repeat(X[:targets], starts, axis=0)
    for k, state in enumerate(start):
        flips = round(N * (1 - (k % starts + 1) / starts) / 2)
        state[rng.permutation(N)[:flips]] *= -1
    aim = numpy.repeat(numpy.arange(targets), starts)

    def work():
        running = numpy.arange(len(start))
        now = start
        before = None
        m = numpy.empty((steps + 1, len(start)), numpy.float32)
        m[0] = numpy.einsum("bi,bi->b", now, X[aim]) / N
        for t in range(1, steps + 1):
            h = now @ XT
            own = 12 * h.sum(1, dtype=numpy.float64)
            h *= h
            h *= 6
            h += 8
            field = h @ X
            field -= own[:, None].astype(numpy.float32) * now
            following = numpy.where(field == 0, now, numpy.sign(field))
            m[t:, running] = numpy.einsum("bi,bi->b", following, X[aim[running]]) / N
            if retire:
                ended = (following == now).all(1)
                if before is not None:
                    cycles = (following == before).all(1) & ~ended
                    m[t + 1 :: 2, running[cycles]] = m[t - 1, running[cycles]]
                    ended |= cycles
                going = ~ended
                if not going.any():
                    break
                running, now, following = running[going], now[going], following[going]
            before, now = now, following
        return m

    return work


def spin_fields(P, N, n):
    """The field of every spin from kept overlaps, one spin after the other."""
    X = spins(P, N)
    columns = numpy.ascontiguousarray(X.T)
    k = ((X @ X[0] + N) * 0.5).astype(numpy.intp)
    difference, total = step_tables(N, n)

    def work():
        for column in columns:
            difference.take(k).sum() + total.take(k) @ column

    return work


def spin_flips(P, N):
    """Overlaps after every spin has flipped twice."""
    X = spins(P, N)
    columns = numpy.ascontiguousarray(X.T).astype(numpy.int32)
    h = (X @ X[0]).astype(numpy.int32)

    def work():
        for column in columns:
            h.__iadd__(2 * column)
            h.__isub__(2 * column)

    return work


def normaliser(N, beta):
    """Leading asymptotics of the log normaliser on the sphere, and its derivative."""
    nu = N / 2 - 1
    z = beta / nu
    root = math.sqrt(1 + z * z)
    tau = -math.log(1 + z * z) / 4 + nu * (z * z / (1 + root) - math.log((1 + root) / 2))
    return tau, z / (1 + root) - z / (2 * nu * (1 + z * z))


def potts_start(batch, N, P, C):
    rng = numpy.random.default_rng(1)
    f = numpy.float32
    unit = lambda a: a / numpy.sqrt((a * a).sum(1, keepdims=True))
    data = unit(rng.standard_normal((batch, N), dtype=f))
    labels = numpy.arange(batch) % C
    prior = numpy.append(numpy.full(C, 0.9 / C + 0.1 / (C + 1)), 0.1 / (C + 1)).astype(f)
    return rng, data, labels, unit(rng.standard_normal((P, N), dtype=f)), prior


def potts_step(batch, N, P, C):
    """One step of training a Potts machine with labels, float32, in place where that is possible."""
    f = numpy.float32
    rng, data, labels, w, prior = potts_start(batch, N, P, C)
    G = numpy.ones(P + 1, f)
    g = G[:, None] * prior
    vw, vg = numpy.zeros_like(w), numpy.zeros_like(g)
    beta, vb = 50.0, 0.0
    eta, mu, s, sigma = f(0.1), f(0.99), 0.1, 0.25
    columns = G.sum() * prior

    def work():
        nonlocal w, g, vw, vg, beta, vb
        rows = rng.permutation(batch)
        x, y = data[rows], labels[rows]
        tau, slope = normaliser(N, beta)
        kappa = sigma * beta
        h = x @ w.T
        h *= f(kappa)
        h -= f(tau)
        c = numpy.maximum(h.max(1), f(0))
        h -= c[:, None]
        numpy.exp(h, out=h)
        null = numpy.exp(-c)
        Z = h @ g[:-1]
        Z += null[:, None] * g[-1]
        q = numpy.full((batch, C + 1), s / (C + 1), f)
        q[numpy.arange(batch), y] += f(1 - s)
        loss = -(q * (numpy.log(Z) + c[:, None])).sum() / batch
        V = q / Z
        S = numpy.empty_like(g)
        numpy.dot(h.T, V, out=S[:-1])
        S[-1] = null @ V
        h *= V @ g[:-1].T
        F = h.T @ x
        overlaps = numpy.einsum("pn,pn->p", w, F)
        slope = (slope * (g * S)[:-1].sum() - sigma * overlaps.sum()) / batch
        F -= w * overlaps[:, None]
        F *= f(eta * kappa / batch)
        vw *= mu
        vw += F
        w += eta * vw
        w /= numpy.sqrt(numpy.einsum("pn,pn->p", w, w))[:, None]
        vg *= mu
        vg += (eta / f(batch)) * (S - ((g * S).sum(1) / G)[:, None])
        logs = numpy.log(g) + eta * vg
        g = numpy.maximum(numpy.exp(logs - logs.max(1, keepdims=True)), f(1e-12))
        for _ in range(10):
            scale = G / g.sum(1)
            g *= scale[:, None]
            g *= columns / g.sum(0)
            if abs(scale - 1).max() <= C * 1e-7:
                break
        vb = 0.99 * vb - 0.1 * slope
        beta = abs(beta + 0.1 * vb)
        return loss

    return work


def torch_potts_step(batch, N, P, C):
    """The same in PyTorch, gradients written out as well."""
    import torch

    _, data, labels, w, prior = potts_start(batch, N, P, C)
    data, labels, w, prior = map(torch.from_numpy, (data, labels, w, prior))
    G = torch.ones(P + 1)
    g = G[:, None] * prior
    vw, vg = torch.zeros_like(w), torch.zeros_like(g)
    beta, vb = 50.0, 0.0
    eta, mu, s, sigma = 0.1, 0.99, 0.1, 0.25
    columns = G.sum() * prior

    @torch.no_grad()
    def work():
        nonlocal g, beta, vb
        rows = torch.randperm(batch)
        x, y = data[rows], labels[rows]
        tau, slope = normaliser(N, beta)
        kappa = sigma * beta
        h = (x @ w.T).mul_(kappa).sub_(tau)
        c = h.amax(1).clamp_(min=0)
        h.sub_(c[:, None]).exp_()
        null = torch.exp(-c)
        Z = (h @ g[:-1]).add_(null[:, None] * g[-1])
        q = torch.full((batch, C + 1), s / (C + 1))
        q[torch.arange(batch), y] += 1 - s
        loss = -(q * (Z.log() + c[:, None])).sum() / batch
        V = q / Z
        S = torch.cat((h.T @ V, (null @ V)[None]))
        h *= V @ g[:-1].T
        F = h.T @ x
        overlaps = (w * F).sum(1)
        slope = (slope * float((g * S)[:-1].sum()) - sigma * float(overlaps.sum())) / batch
        F.sub_(w * overlaps[:, None]).mul_(eta * kappa / batch)
        vw.mul_(mu).add_(F)
        w.add_(vw, alpha=eta)
        w.div_(w.norm(dim=1, keepdim=True))
        vg.mul_(mu).add_(S - ((g * S).sum(1) / G)[:, None], alpha=eta / batch)
        logs = g.log().add_(vg, alpha=eta)
        g = (logs - logs.amax(1, keepdim=True)).exp_().clamp_(min=1e-12)
        for _ in range(10):
            scale = G / g.sum(1)
            g *= scale[:, None]
            g *= columns / g.sum(0)
            if float((scale - 1).abs().max()) <= C * 1e-7:
                break
        vb = 0.99 * vb - 0.1 * slope
        beta = abs(beta + 0.1 * vb)
        return loss

    return work


clock = time.process_time if os.environ["OPENBLAS_NUM_THREADS"] == "1" else time.perf_counter
for line in sys.stdin:
    request = json.loads(line)
    repeat = request.pop("repeat")
    work = globals()[request.pop("peer")](**request)
    work()
    best = float("inf")
    for _ in range(repeat):
        start = clock()
        work()
        best = min(best, clock() - start)
    print(json.dumps({"seconds": best}), flush=True)
