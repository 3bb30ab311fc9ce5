import { requireObject } from "../core/require-object.ts";
import { type PottsMachine, pottsMachine } from "../models/potts-machine.ts";
import type { SplitTask } from "./class-posterior.ts";
import { pottsGradient } from "./potts-gradient.ts";
import { requireSplitTask } from "./require-split-task.ts";
import { embedded, moveInPlace } from "./split-memories.ts";

/** The loss at one distance of the halves. */
export interface SplitLoss {
  /** ε, the angle of each half from the memory; the direction is −u where it is negative. */
  readonly epsilon: number;
  /** L of the machine with the halves, not divided by Γ. */
  readonly loss: number;
  /** L(0) + λ ε²/2. */
  readonly quadratic: number;
}

/**
 * The loss as a memory is split into halves w cos ε ± u sin ε of half its class weights each, beside what its
 * splitting matrix foretells; all else stays. In float64.
 *
 * @param split  the memory, u (norm 1, orthogonal to it) and λ = uᵀS u, as of `splittingSpectrum`
 * @param epsilons  angles |ε| < π/2
 * @throws {RangeError} a task or memory that does not fit the machine, another length of u, another angle
 */
export function lossAlongSplit(
  machine: PottsMachine,
  task: SplitTask,
  split: {
    readonly memory: number;
    readonly direction: Float64Array;
    readonly eigenvalue: number;
  },
  epsilons: readonly number[],
): SplitLoss[] {
  const caller = "lossAlongSplit";
  requireSplitTask(caller, machine, task);
  requireObject(caller, "a split", split, "splittingSpectrum finds one");
  requireObject(caller, "a list of epsilons", epsilons, "they are angles");
  const { data, targets, softening } = task;
  const { memory, direction, eigenvalue } = split;
  const { N, P } = machine;
  const wide = embedded(machine, memory);
  if (direction?.length !== N) {
    throw new RangeError(
      `lossAlongSplit: expected a direction of N = ${N} numbers, got ${direction?.length ?? "none"}; give one row`,
    );
  }
  const far = epsilons.find((epsilon) => !(Math.abs(epsilon) < Math.PI / 2));
  if (far !== undefined) {
    throw new RangeError(`lossAlongSplit: expected |epsilon| < pi/2, got ${far}; it is an angle`);
  }
  const lossAt = (epsilon: number): number => {
    const memories = wide.memories.slice();
    const step = Math.tan(epsilon);
    moveInPlace(memories.subarray(memory * N, (memory + 1) * N), direction, step);
    moveInPlace(memories.subarray(P * N), direction, -step);
    return pottsGradient(pottsMachine({ ...wide, memories }), data, targets, softening).value;
  };
  const before = lossAt(0);
  return epsilons.map((epsilon) => ({
    epsilon,
    loss: lossAt(epsilon),
    quadratic: before + (eigenvalue * epsilon * epsilon) / 2,
  }));
}
