"""Capacities of stored patterns by literal sums in NumPy: prints the rows of capacity-reference.ts.

    python3 test/support/capacity_reference.py

For every set the margins E(flip i) - E(xi) = sum_mu F(h_mu) - F(h_mu - 2 xi_i xi_i^mu), h_mu = xi.xi^mu, are
cumulative sums over mu in 64-bit integers (F is a power, below 2^63 for the sizes here), so that one pass
gives all numbers of patterns. A set of the first P is stored when no margin of its patterns is negative.
"""

import numpy as np


def power(n, rectified):
    def F(x):
        return np.where(x > 0, x, 0) ** n if rectified else x**n

    return F


def draw(rng, P, N, kind, value):
    if kind == "mean":
        flip = (1 - np.sqrt(1 - 2 * value)) / 2
        centre = rng.choice([-1, 1], N)
        return centre * np.where(rng.random((P, N)) < flip, -1, 1)
    if kind in ("ar1", "block8", "equi"):
        i = np.arange(N)
        R = value ** np.abs(np.subtract.outer(i, i))
        if kind != "ar1":
            block = i // 8 if kind == "block8" else 0 * i
            R = np.where(np.equal.outer(block, block), value, 0.0)
            np.fill_diagonal(R, 1)
        L = np.linalg.cholesky(np.sin(np.pi * R / 2))
        return np.where(rng.standard_normal((P, N)) @ L.T > 0, 1, -1)
    return rng.choice([-1, 1], (P, N))


def stored(X, F):
    """Whether the first 1, 2, ..., P patterns are all fixed points."""
    P, N = X.shape
    overlaps = X @ X.T
    bad = np.zeros(P, dtype=np.int64)
    for nu in range(P):
        h = overlaps[nu][:, None]
        margins = np.cumsum(F(h) - F(h - 2 * X[nu] * X), axis=0)
        bad[nu:] += (margins[nu:] < 0).any(axis=1)
    return bad == 0


def half(share):
    """P where the non-increasing fit (min-max formula) of the shares falls through 1/2."""
    share = np.concatenate([[1.0], share])
    sums = np.concatenate([[0.0], np.cumsum(share)])
    n = len(share)
    fit = np.array([
        min(
            max((sums[b + 1] - sums[a]) / (b + 1 - a) for b in range(k, n))
            for a in range(k + 1)
        )
        for k in range(n)
    ])
    above = np.flatnonzero(fit > 0.5).max()
    below = np.flatnonzero(fit < 0.5).min()
    if below > above + 1:
        return (above + below) / 2
    return above + (fit[above] - 0.5) / (fit[above] - fit[below])


def row(energy, n, N, kind, value, P, sets):
    rng = np.random.default_rng([1, n, N, P, round(1000 * value), energy == "rect"])
    F = power(n, energy == "rect")
    curves = np.array([stored(draw(rng, P, N, kind, value), F) for _ in range(sets)])
    assert not curves[:, -1].any() and not curves[:, P - P // 8 :].any(), "draw more patterns"
    first = curves.argmin(axis=1)
    last = P - curves[:, ::-1].argmax(axis=1)
    low, high = first.min(), last.max() + 1
    resampled = [
        half(curves[rng.integers(sets, size=sets)].mean(axis=0)[low - 1 : high])
        for _ in range(60)
    ]
    numbers = [
        first.mean(), first.std(ddof=1) / np.sqrt(sets),
        last.mean(), last.std(ddof=1) / np.sqrt(sets),
        half(curves.mean(axis=0)[low - 1 : high]) + low - 1, np.std(resampled, ddof=1),
    ]
    words = ", ".join(f"{x:.3f}" for x in numbers)
    correlation = f"{kind}:{value}" if kind not in ("none", "mean") else "none"
    separation = f"mean:{value}" if kind == "mean" else "none"
    print(f'["{energy}", {n}, {N}, "{separation}", "{correlation}", {words}],', flush=True)


ROWS = [
    ("poly", 2, 20, "none", 0, 24, 400),
    ("poly", 2, 32, "none", 0, 28, 400),
    ("poly", 2, 64, "none", 0, 40, 400),
    ("poly", 2, 100, "none", 0, 48, 400),
    ("poly", 3, 16, "none", 0, 48, 400),
    ("poly", 3, 20, "none", 0, 64, 400),
    ("poly", 3, 32, "none", 0, 110, 400),
    ("poly", 3, 40, "none", 0, 140, 400),
    ("poly", 3, 64, "none", 0, 260, 100),
    ("poly", 4, 12, "none", 0, 80, 400),
    ("poly", 4, 16, "none", 0, 130, 200),
    ("poly", 4, 20, "none", 0, 200, 100),
    ("poly", 5, 12, "none", 0, 140, 200),
    ("rect", 2, 20, "none", 0, 40, 400),
    ("rect", 2, 32, "none", 0, 60, 400),
    ("rect", 3, 16, "none", 0, 80, 400),
    ("rect", 3, 20, "none", 0, 110, 400),
    ("rect", 3, 32, "none", 0, 200, 200),
    ("rect", 4, 12, "none", 0, 120, 200),
    ("poly", 2, 32, "mean", 0.2, 24, 400),
    ("poly", 2, 32, "mean", 0.4, 24, 400),
    ("poly", 3, 32, "mean", 0.2, 24, 400),
    ("poly", 3, 32, "mean", 0.25, 24, 400),
    ("poly", 3, 32, "mean", 0.3, 30, 400),
    ("poly", 3, 32, "mean", 0.35, 40, 400),
    ("poly", 3, 32, "mean", 0.4, 50, 400),
    ("poly", 3, 32, "mean", 0.45, 80, 400),
    ("poly", 4, 32, "mean", 0.2, 24, 400),
    ("poly", 4, 32, "mean", 0.3, 40, 400),
    ("poly", 4, 32, "mean", 0.4, 100, 200),
    ("poly", 2, 32, "ar1", 0.4, 30, 400),
    ("poly", 3, 32, "ar1", 0.4, 90, 400),
    ("poly", 4, 20, "ar1", 0.4, 160, 150),
    ("poly", 3, 20, "ar1", 0.2, 60, 400),
    ("poly", 3, 20, "ar1", 0.4, 60, 400),
    ("poly", 3, 20, "ar1", 0.6, 50, 400),
    ("rect", 3, 20, "ar1", 0.4, 90, 400),
    ("poly", 2, 20, "ar1", 0.4, 24, 400),
    ("poly", 2, 200, "none", 0, 64, 200),
    ("poly", 4, 32, "none", 0, 420, 60),
    ("poly", 5, 16, "none", 0, 300, 60),
    ("poly", 6, 10, "none", 0, 160, 200),
    ("rect", 4, 16, "none", 0, 260, 100),
    ("rect", 5, 10, "none", 0, 160, 200),
    ("poly", 4, 32, "mean", 0.25, 30, 400),
    ("poly", 4, 32, "mean", 0.35, 60, 400),
    ("poly", 4, 32, "mean", 0.45, 200, 100),
    ("poly", 2, 64, "mean", 0.3, 25, 400),
    ("poly", 3, 64, "mean", 0.4, 60, 200),
    ("rect", 3, 32, "mean", 0.4, 90, 400),
    ("poly", 3, 64, "ar1", 0.4, 180, 100),
    ("poly", 2, 32, "ar1", 0.6, 27, 400),
    ("poly", 3, 32, "block8", 0.2, 94, 400),
    ("poly", 3, 32, "block8", 0.4, 78, 400),
    ("poly", 2, 32, "block8", 0.4, 31, 400),
    ("poly", 3, 32, "equi", 0.1, 96, 400),
    ("poly", 3, 32, "equi", 0.3, 74, 400),
    ("rect", 3, 32, "equi", 0.1, 160, 200),
]

if __name__ == "__main__":
    for setting in ROWS:
        row(*setting)
