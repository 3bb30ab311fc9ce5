/**
 * Which fields act on which later ones. h(k) makes s(k + 1), on which h(t) depends where Γ(t, k + 1) ≠ 0:
 * where no chain of such steps leads from k to t, G(t + 1, k) = 0 exactly, at any temperature. For
 * n ≥ 3 without self term these are all even t + 1 − k, without retarded interaction all k < t.
 */
export interface Reach {
  /** Whether h(k) acts on h(t); rows t are asked for in order, with Γ filled up to row t. */
  row(t: number): (k: number) => boolean;
  /** Counts Γ(t, s) as present though it is 0. */
  keep(t: number, s: number): void;
}

/** @param Gamma  T × T row-major */
export function reachOf(Gamma: Float64Array, T: number): Reach {
  const reach = new Uint8Array(T * T);
  const kept = new Uint8Array(T * T);
  return {
    row(t) {
      reach[t * T + t] = 1;
      for (let j = 0; j < t; j++) {
        const at = t * T + j + 1;
        if (Gamma[at] === 0 && kept[at] === 0) continue;
        for (let k = 0; k <= j; k++) reach[t * T + k] |= reach[j * T + k];
      }
      return (k) => reach[t * T + k] === 1;
    },
    keep(t, s) {
      if (t < T) kept[t * T + s] = 1;
    },
  };
}
