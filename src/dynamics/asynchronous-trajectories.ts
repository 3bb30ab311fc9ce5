import { packInPlace, unpackInPlace } from "../core/bits.ts";
import { energyFromDistances } from "../models/dense-associative-memory.ts";
import { distancesOfPacked } from "../patterns/patterns.ts";
import { asynchronousSweeps } from "./asynchronous.ts";
import type { TrajectoryWork } from "./retrieval-trajectories.ts";
import type { SweepState } from "./retrieve.ts";

/** Runs all states one after the other, every spin with the fields of the moment. */
export function runAsynchronously(work: TrajectoryWork): void {
  const { model, table, steps, record, bathOf, orderOf } = work;
  const { patterns } = model;
  const { N, wordsPerRow: W } = patterns;
  const { words, energies, offset, fixedAt } = record;
  const free = Uint32Array.from({ length: N }, (_, i) => i);
  const B = fixedAt.length;
  for (let b = 0; b < B; b++) {
    const state = new Int8Array(N);
    const start = offset(b, 0);
    unpackInPlace(words, start, N, state, 0);
    const distances = distancesOfPacked(patterns, words.slice(start, start + W));
    const spins: SweepState = { patterns, table, free, state, distances };
    const sweep = asynchronousSweeps(spins, orderOf(b), bathOf?.(b));
    const readEnergy = (t: number) => {
      if (energies) energies[b * (steps + 1) + t] = energyFromDistances(model, distances);
    };
    readEnergy(0);
    for (let t = 1; t <= steps; t++) {
      sweep();
      packInPlace(state, 0, N, words, offset(b, t));
      record.read(b, t);
      readEnergy(t);
      if (bathOf || fixedAt[b] < 0) continue;
      record.repeat(b, t, 1);
      break;
    }
  }
}
