import { wordsFor } from "../core/bits.ts";
import { recordBytes } from "../dynamics/trajectory-record.ts";
import { requireMonteCarloMemory } from "../theory/monte-carlo-memory.ts";
import type { DynamicsPart, SimulationPart, TheoryPart } from "./dynamics-parts.ts";

/** Bytes of a simulation in one worker. */
const mostSimulated = 2 ** 30;

const inGiB = (bytes: number): string => `${(bytes / 2 ** 30).toPrecision(3)} GiB`;

/** What of a part takes memory. */
export interface PartSize {
  /** Start overlaps. */
  readonly overlaps: number;
  /** Whether C(t, s) is wanted. */
  readonly correlations: boolean;
}

/**
 * Refuses theory whose paths and pairs of times take more than 2 GiB, and simulations of more than 1 GiB a worker: a
 * packed pattern set and its copy for the kernels, what is recorded of its runs, and the curves of all sets.
 *
 * @throws {RangeError}
 */
export function requireMemory(caller: string, part: DynamicsPart, size: PartSize): void {
  if (part.source === "theory") requireTheory(caller, part);
  else requireRuns(caller, part, size);
}

function requireTheory(caller: string, { setting, choice }: TheoryPart): void {
  if (choice.solver === "exact") return;
  requireMonteCarloMemory(caller, setting.steps, choice.paths);
}

function requireRuns(
  caller: string,
  { P, N, sets, targets, setting }: SimulationPart,
  { overlaps, correlations }: PartSize,
): void {
  const times = setting.steps + 1;
  const runs = overlaps * targets;
  const patterns = 2 * 4 * P * wordsFor(N);
  const pairs = correlations ? times ** 2 : 0;
  const { steps } = setting;
  const size = { B: runs, steps, N, hasCorrelations: correlations, hasEnergies: false };
  const record = recordBytes(size);
  const curves = 8 * sets * (runs * times + overlaps * pairs);
  if (patterns + record + curves <= mostSimulated) return;
  throw new RangeError(
    `${caller}: expected a simulation of at most 1 GiB a worker, got ${inGiB(patterns)} for P = ${P} ` +
      `patterns of N = ${N} spins at load ${setting.load} and ${inGiB(record + curves)} for ${runs} runs of ` +
      `${setting.steps} steps in ${sets} sets; lower the load, N, sets or steps`,
  );
}
