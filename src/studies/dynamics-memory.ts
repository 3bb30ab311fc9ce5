import { wordsFor } from "../core/bits.ts";
import { noiseRows, spinBytes } from "../core/spin-paths.ts";
import type { DynamicsPart, SimulationPart, TheoryPart } from "./dynamics-parts.ts";

/** Bytes of a simulation in one worker; a packed set of 2³² spins, the most there can be, fits. */
const mostSimulated = 1.5 * 2 ** 30;
/** Bytes of the paths of a population. */
const mostPaths = 2 * 2 ** 30;

const inGiB = (bytes: number): string => `${(bytes / 2 ** 30).toPrecision(3)} GiB`;

/**
 * Refuses theory whose paths take more than 2 GiB, and simulations that take more than 1.5 GiB in a worker: a
 * packed pattern set and its copy for the kernels, and the overlaps of all runs.
 *
 * @throws {RangeError}
 */
export function requireMemory(caller: string, part: DynamicsPart, overlaps: number): void {
  if (part.source === "theory") requirePaths(caller, part);
  else requireRuns(caller, part, overlaps);
}

function requirePaths(caller: string, { setting, choice }: TheoryPart): void {
  const { steps } = setting;
  const { paths = 0 } = choice;
  const bytes = paths * (4 * noiseRows(steps) + spinBytes(steps));
  if (bytes <= mostPaths) return;
  throw new RangeError(
    `${caller}: expected paths of at most 2 GiB, got ${inGiB(bytes)} for ${paths} paths of ${steps} steps; ` +
      "take fewer paths and more populations",
  );
}

function requireRuns(
  caller: string,
  { P, N, sets, targets, setting }: SimulationPart,
  overlaps: number,
): void {
  const runs = overlaps * targets * sets;
  const patterns = 2 * 4 * P * wordsFor(N);
  const curves = 8 * runs * (setting.steps + 1);
  if (patterns + curves <= mostSimulated) return;
  throw new RangeError(
    `${caller}: expected a simulation of at most 1.5 GiB a worker, got ${inGiB(patterns)} for P = ${P} ` +
      `patterns of N = ${N} spins at load ${setting.load} and ${inGiB(curves)} for ${runs} runs of ` +
      `${setting.steps} steps; lower the load, N, sets or steps`,
  );
}
