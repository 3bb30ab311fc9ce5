import type { PowerModel } from "../../src/theory/capacity-closed-form.ts";

/** a/b of integers of any size. */
export function fraction(a: bigint, b: bigint): number {
  return Number((a << 1000n) / b) * 2 ** -1000;
}

/**
 * P(margin < 0) and P(margin = 0) of one bit in exact rational arithmetic: the counts of every value
 * of the margin, pattern by pattern. For small N, n and P.
 */
export function marginSigns({ energy, n, N }: PowerModel, P: number) {
  const F = (x: number) => (energy === "rect" && x <= 0 ? 0n : BigInt(x) ** BigInt(n));
  const steps = new Map<bigint, bigint>();
  const add = (counts: Map<bigint, bigint>, value: bigint, count: bigint) =>
    counts.set(value, (counts.get(value) ?? 0n) + count);
  let ways = 1n;
  for (let u = 0; u < N; u++) {
    const x = 2 * u - (N - 1);
    add(steps, F(x + 1) - F(x - 1), ways);
    add(steps, F(x - 1) - F(x + 1), ways);
    ways = (ways * BigInt(N - 1 - u)) / BigInt(u + 1);
  }
  let margins = new Map([[F(N) - F(N - 2), 1n]]);
  for (let pattern = 1; pattern < P; pattern++) {
    const next = new Map<bigint, bigint>();
    for (const [margin, count] of margins) {
      for (const [step, times] of steps) add(next, margin + step, count * times);
    }
    margins = next;
  }
  let negative = 0n;
  for (const [margin, count] of margins) if (margin < 0n) negative += count;
  const total = 2n ** BigInt(N * (P - 1));
  return { unstable: fraction(negative, total), tied: fraction(margins.get(0n) ?? 0n, total) };
}
