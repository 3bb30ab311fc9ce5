import { shown } from "../core/shown.ts";
import {
  type DenseAssociativeMemory,
  denseAssociativeMemory,
} from "../models/dense-associative-memory.ts";
import { distinctIndices } from "../models/distinct-indices.ts";
import { type FieldTable, fieldTable } from "../models/field-table.ts";
import { packState, type Spins } from "../patterns/patterns.ts";
import type { Rng } from "../random/stream.ts";
import { runAsynchronously } from "./asynchronous-trajectories.ts";
import { fieldUnit } from "./field-unit.ts";
import { type HeatBath, heatBath } from "./heat-bath.ts";
import { selfTermWarning } from "./self-term.ts";
import { runSynchronously } from "./synchronous-trajectories.ts";
import { type TrajectoryOptions, trajectorySetting } from "./trajectory-options.ts";
import {
  type RecordSize,
  recordBytes,
  type TrajectoryRecord,
  trajectoryRecord,
} from "./trajectory-record.ts";

/** What `retrievalTrajectories` recorded of B states at times t = 0 … steps. */
export interface Trajectories {
  readonly steps: number;
  /** m(t) = ξ^target·σ(t) / N, B × (steps + 1). */
  readonly overlaps: Float64Array;
  /** C(t, s) = σ(t)·σ(s) / N, B × (steps + 1) × (steps + 1); null unless asked for. */
  readonly correlations: Float64Array | null;
  /** E(t) = −Σ_μ F(ξ^μ·σ(t)), B × (steps + 1), F without repeated indices in the form `distinct`;
   * null unless asked for. */
  readonly energies: Float64Array | null;
  /** States at the last time, ±1, B × N. */
  readonly states: Int8Array;
  /**
   * First t with σ(t + 1) = σ(t), −1 if none up to `steps`, B. At temperature 0 the state stays
   * there; above it such a step is chance.
   */
  readonly fixedAt: Int32Array;
  /** First t with σ(t + 2) = σ(t) ≠ σ(t + 1), −1 if none, B. */
  readonly cycleAt: Int32Array;
  /** What makes the numbers doubtful: a self term that freezes every state; null if nothing. */
  readonly warning: string | null;
}

/** What every update needs to fill a record. */
export interface TrajectoryWork {
  /** Its interaction gives the energies. */
  readonly model: DenseAssociativeMemory;
  /** What spins follow. */
  readonly table: FieldTable;
  readonly steps: number;
  readonly record: TrajectoryRecord;
  /** Makes the heat bath of state b; null at temperature 0. */
  readonly bathOf: ((b: number) => HeatBath) | null;
  /** Opens the stream that draws the orders of state b; undefined where the order is fixed. */
  readonly orderOf: (b: number) => Rng | undefined;
}

const caller = "retrievalTrajectories";

/** Most bytes that results and kept states may take: 1 GiB. */
const MOST_BYTES = 2 ** 30;

/**
 * Follows states of a memory through time and records their overlap with a stored pattern.
 *
 * Spin i takes the sign of its field h_i, a tie keeps it; at temperature T > 0 it becomes +1 with
 * probability (1 + tanh(h_i/T)) / 2, where a tie is a fair coin. By default h_i is the difference of
 * energies σ_i [E(flip i) − E(σ)], divided by F(N) − F(N − 2) where T is compared with it. Signs are
 * exact as in `retrieve`. At T = 0 a state that has reached a fixed point, or a two-cycle of
 * synchronous steps, costs nothing more. What happens to state b depends on its start, its place b
 * and the `rng`, not on the other states. Cost P·N/8 word operations a state and synchronous step.
 *
 * @param starts  B ≥ 1 states, ±1, length N; not modified
 * @throws {RangeError} wrong starts, options outside their range (see there), energies beyond
 *   float64, or results beyond 1 GiB
 * @throws {TypeError} no memory, no list of starts, no options, unknown words
 */
export function retrievalTrajectories(
  memory: DenseAssociativeMemory,
  starts: readonly Spins[],
  options: TrajectoryOptions,
): Trajectories {
  requireStarts(memory, starts);
  const setting = trajectorySetting(caller, memory, starts.length, options);
  const { steps, rule, temperature, targets, hasCorrelations, hasEnergies, rng } = setting;
  const model = setting.isDistinct ? withDistinctIndices(memory) : memory;
  const { patterns, interaction } = model;
  const { N, P } = patterns;
  const table = fieldTable(interaction, N, rule);
  const unit = fieldUnit(caller, table, memory.interaction, setting.fieldUnit);
  if (hasEnergies) requireFiniteEnergies(table, P, interaction.name);
  const size = { B: starts.length, steps, N, hasCorrelations, hasEnergies };
  requireMemory(size);

  const record = trajectoryRecord(size, patterns, starts, targets);
  const orders = setting.isRandomOrder ? rng : undefined;
  const heat = temperature > 0 ? rng : undefined;
  const work: TrajectoryWork = {
    model,
    table,
    steps,
    record,
    bathOf: heat ? (b) => heatBath(N, temperature, unit, heat.split("state", b, "heat")) : null,
    orderOf: (b) => orders?.split("state", b, "order"),
  };
  if (setting.isSynchronous) runSynchronously(work);
  else runAsynchronously(work);
  const { overlaps, correlations, energies, fixedAt, cycleAt } = record;
  const states = record.last();
  const warning = selfTermWarning(table, interaction, P);
  return { steps, overlaps, correlations, energies, states, fixedAt, cycleAt, warning };
}

/** The memory with p-body couplings of distinct sites in place of its power. */
function withDistinctIndices({ patterns, interaction }: DenseAssociativeMemory) {
  return denseAssociativeMemory(
    patterns,
    distinctIndices(Number(interaction.recipe.n), patterns.N),
  );
}

function requireStarts(memory: DenseAssociativeMemory, starts: readonly Spins[]): void {
  if (memory?.patterns === undefined || memory.table === undefined) {
    throw new TypeError(
      `${caller}: expected a memory such as denseAssociativeMemory(patterns, power(3)), got ${shown(memory)}`,
    );
  }
  if (!Array.isArray(starts) || starts.some((start) => typeof start?.length !== "number")) {
    throw new TypeError(
      `${caller}: expected a list of states, got ${shown(starts)}; put one state into a list, [state]`,
    );
  }
  if (starts.length === 0) throw new RangeError(`${caller}: expected at least one state, got 0`);
  for (const [b, start] of starts.entries()) {
    packState(memory.patterns, start, `${caller}: start ${b}`);
  }
}

function requireFiniteEnergies({ f, scale, N }: FieldTable, P: number, name: string): void {
  const most = P * f.reduce((size, x) => Math.max(size, Math.abs(x)), 0) * scale;
  if (Number.isFinite(most)) return;
  throw new RangeError(
    `${caller}: expected energies below 1.8e308, got up to P·|F| of ${name} with P = ${P}, N = ${N}; leave energies out`,
  );
}

function requireMemory(size: RecordSize): void {
  const bytes = recordBytes(size);
  if (bytes <= MOST_BYTES) return;
  const { B, steps, N, hasCorrelations } = size;
  throw new RangeError(
    `${caller}: expected results of at most 1 GiB, got ${(bytes / 2 ** 30).toFixed(1)} GiB for ${B} states of N = ${N} spins and ${steps} steps; ` +
      `simulate fewer states or steps${hasCorrelations ? " or leave correlations out" : ""}`,
  );
}
