import type { StepTable } from "../core/step-table.ts";
import type { FieldTable } from "../models/field-table.ts";
import { settledMargins } from "../models/margins-of-probe.ts";
import type { HeatBath } from "./heat-bath.ts";
import type { TrajectoryWork } from "./retrieval-trajectories.ts";

/** States of which the margins are counted at a call: their packed rows stay in fast caches. */
const MOST = 64;

/** Runs all states, all spins at once. */
export function runSynchronously(work: TrajectoryWork): void {
  const B = work.record.fixedAt.length;
  const { energies } = work.record;
  const others = energies ? [energyTable(work.table)] : [];
  const margins = settledMargins(work.model.patterns, work.table, others, Math.min(MOST, B));
  for (let from = 0; from < B; from += MOST) {
    const states = Array.from({ length: Math.min(MOST, B - from) }, (_, k) => from + k);
    runTogether(work, states, margins, 1 + others.length);
  }
}

function runTogether(
  { model, table, steps, record, bathOf }: TrajectoryWork,
  states: number[],
  margins: (probes: Uint32Array, count: number) => Float64Array,
  tables: number,
): void {
  const { N, wordsPerRow: W } = model.patterns;
  const { words, energies, offset, fixedAt, cycleAt } = record;
  const probes = new Uint32Array(W * states.length);
  const stride = 32 * W * tables;
  const baths = bathOf && new Map(states.map((b) => [b, bathOf(b)]));
  let running = states;
  for (let t = 0; t <= steps && running.length > 0; t++) {
    if (t === steps && !energies) return;
    running.forEach((b, p) => {
      const from = offset(b, t);
      probes.set(words.subarray(from, from + W), p * W);
    });
    const all = margins(probes, running.length);
    if (energies) {
      for (const [p, b] of running.entries()) {
        energies[b * (steps + 1) + t] = -all[p * stride + 32 * W] * table.scale;
      }
    }
    if (t === steps) return;
    running = running.filter((b, p) => {
      const own = all.subarray(p * stride, p * stride + N);
      const to = offset(b, t + 1);
      words.set(probes.subarray(p * W, p * W + W), to);
      turnInPlace(words, to, own, baths?.get(b));
      record.read(b, t + 1);
      if (baths) return true;
      if (fixedAt[b] < 0 && cycleAt[b] < 0) return true;
      record.repeat(b, t + 1, fixedAt[b] < 0 ? 2 : 1);
      return false;
    });
  }
}

/** Turns the bits of a packed state whose spins follow their fields elsewhere. */
function turnInPlace(
  words: Uint32Array,
  from: number,
  margins: Float64Array,
  bath: HeatBath | undefined,
): void {
  bath?.nextStep();
  for (let i = 0; i < margins.length; i++) {
    const at = from + (i >>> 5);
    const spin = 1 - 2 * ((words[at] >>> (i & 31)) & 1);
    const turns = bath ? bath.turns(i, spin, margins[i]) : margins[i] < 0;
    if (turns) words[at] ^= 1 << (i & 31);
  }
}

/** A table whose margins are Σ_μ F / scale at every spin, so that energies are counted with fields. */
function energyTable({ N, f, exact }: FieldTable): StepTable {
  return { N, a: f, w: new Float64Array(N + 1), termSize: f.map(Math.abs), exact };
}
