import { requireObject } from "../core/require-object.ts";
import { shown } from "../core/shown.ts";
import { type PottsMachine, pottsMachine } from "../models/potts-machine.ts";
import { eachPosterior, type SplitTask } from "./class-posterior.ts";
import { requireMemory, requireSplitTask } from "./require-split-task.ts";
import { embedded, moveInPlace } from "./split-memories.ts";

/** A split in which halves share out the classes as well. */
export interface ClassEscape {
  /** B_y = κ E_a[(e_ay/Z_ay) e^(h_aγ) Πx_a], (C + 1) × N; Σ_y g_y B_y = 0 at stationarity. */
  readonly pulls: Float64Array;
  /** u, of norm 1 orthogonal to the memory. */
  readonly direction: Float64Array;
  /** δ, C + 1: Σ_y δ_y = 0 and |δ_y| ≤ g_y. */
  readonly weightShift: Float64Array;
  /** dL/dε = −Σ_y δ_y B_y·u ≤ 0. */
  readonly slope: number;
}

/**
 * The steepest split of a memory whose halves are the directions of w ± εu with class weights (g ± δ)/2: it
 * changes L by −ε Σ_y δ_y B_y·u to first order, however positive the splitting matrix is. Only where all B_y
 * agree, as with one class, does a positive splitting matrix mean stability.
 *
 * u and δ are improved in turn from each class as a start, so that δ is a vertex of its polytope and a local
 * optimum; the best is taken. Cost O(M N (P + C)).
 *
 * @throws {RangeError} a task that does not fit the machine, or another memory
 *
 * Source: derived.
 */
export function classEscape(machine: PottsMachine, task: SplitTask, memory: number): ClassEscape {
  requireSplitTask("classEscape", machine, task);
  requireMemory("classEscape", machine, memory);
  const Y = machine.C + 1;
  const g = machine.classWeights.subarray(memory * Y, (memory + 1) * Y);
  const pulls = classPulls(machine, task, memory);
  let [best, steepest]: [Float64Array, number] = [new Float64Array(Y), 0];
  for (let start = 0; start < Y; start++) {
    let direction = pulls.subarray(start * machine.N, (start + 1) * machine.N);
    let [shift, slope, before] = [best, 0, -1];
    while (slope > before * (1 + 1e-12)) {
      before = slope;
      shift = bestShift(g, alongDirection(pulls, direction));
      direction = combination(pulls, shift);
      slope = norm(direction);
    }
    if (slope > steepest) [best, steepest] = [shift, slope];
  }
  const direction = combination(pulls, best);
  if (steepest > 0) for (let i = 0; i < direction.length; i++) direction[i] /= steepest;
  return { pulls, direction, weightShift: best, slope: -steepest };
}

/**
 * A machine with the halves of that split, the new one behind all other memories.
 *
 * @param step  ε > 0
 * @throws {TypeError, RangeError} no machine, another memory, a split of another length, or another step
 */
export function escaped(
  machine: PottsMachine,
  memory: number,
  split: Pick<ClassEscape, "direction" | "weightShift">,
  step: number,
): PottsMachine {
  requireMemory("escaped", machine, memory);
  requireSplit("escaped", machine, split, step);
  const { direction, weightShift } = split;
  const wide = embedded(machine, memory);
  const { N, C, P } = machine;
  const [memories, classWeights] = [wide.memories.slice(), wide.classWeights.slice()];
  for (const [row, sign] of [
    [memory, 1],
    [P, -1],
  ]) {
    moveInPlace(memories.subarray(row * N, (row + 1) * N), direction, sign * step);
    for (let y = 0; y <= C; y++) classWeights[row * (C + 1) + y] += (sign * weightShift[y]) / 2;
  }
  return pottsMachine({ ...machine, memories, classWeights });
}

function classPulls(machine: PottsMachine, task: SplitTask, memory: number): Float64Array {
  const { N, C, memories, beta, regularization } = machine;
  const { M, values } = task.data;
  const pulls = new Float64Array((C + 1) * N);
  const kappa = regularization * beta;
  eachPosterior(machine, task, (a, units, classes) => {
    for (let y = 0; y <= C; y++) {
      const factor = (kappa * units[memory] * classes[y]) / M;
      for (let i = 0; i < N; i++) pulls[y * N + i] += factor * values[a * N + i];
    }
  });
  const w = memories.subarray(memory * N, (memory + 1) * N);
  for (let y = 0; y <= C; y++) {
    const row = pulls.subarray(y * N, (y + 1) * N);
    let along = 0;
    for (let i = 0; i < N; i++) along += row[i] * w[i];
    for (let i = 0; i < N; i++) row[i] -= along * w[i];
  }
  return pulls;
}

/** δ that maximises Σ δ_y b_y under Σ δ_y = 0 and |δ_y| ≤ g_y: what is above a weighted median gains. */
function bestShift(g: Float64Array, b: Float64Array): Float64Array {
  const order = Array.from(g.keys()).sort((y, z) => b[z] - b[y]);
  const shift = g.map((weight) => -weight);
  let left = g.reduce((sum, weight) => sum + weight, 0);
  for (const y of order) {
    const gain = Math.min(2 * g[y], left);
    shift[y] += gain;
    left -= gain;
  }
  return shift;
}

function alongDirection(pulls: Float64Array, direction: Float64Array): Float64Array {
  const N = direction.length;
  const along = new Float64Array(pulls.length / N);
  for (let k = 0; k < pulls.length; k++) along[Math.floor(k / N)] += pulls[k] * direction[k % N];
  return along;
}

function combination(pulls: Float64Array, factors: Float64Array): Float64Array {
  const N = pulls.length / factors.length;
  const sum = new Float64Array(N);
  for (let k = 0; k < pulls.length; k++) sum[k % N] += factors[Math.floor(k / N)] * pulls[k];
  return sum;
}

const norm = (vector: Float64Array): number =>
  Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0));

function requireSplit(
  caller: string,
  { N, C }: PottsMachine,
  split: Pick<ClassEscape, "direction" | "weightShift">,
  step: number,
): void {
  requireObject(caller, "a direction and a weightShift", split, "classEscape finds them");
  const lengths = { direction: N, weightShift: C + 1 };
  for (const name of ["direction", "weightShift"] as const) {
    const numbers = split[name];
    if (numbers?.length === lengths[name] && numbers.every(Number.isFinite)) continue;
    throw new RangeError(
      `${caller}: expected a ${name} of ${lengths[name]} finite numbers, got ${shown(numbers && [...numbers])}; ` +
        "classEscape finds it",
    );
  }
  if (step > 0 && step < Infinity) return;
  throw new RangeError(`${caller}: expected finite step > 0, got ${shown(step)}; 0.01 is small`);
}
