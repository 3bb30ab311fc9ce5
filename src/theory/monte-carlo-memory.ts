import { noiseRows, spinBytes } from "../core/spin-paths.ts";

/** Paths of a population of `monteCarloDynamics` unless told otherwise. */
export const defaultPaths = 20_000;
/** Independent populations of `monteCarloDynamics` unless told otherwise. */
export const defaultPopulations = 8;

/** Bytes that a solution may take. */
const limit = 2 ** 31;
/** Float64 of a pair of times: 6 of a population, 2 of its response, 8 of means and errors; and its reach. */
const pairBytes = 8 * 16 + 2;

/**
 * Refuses more steps or paths than memory can be expected to hold: paths of one population, and
 * matrices over pairs of times. Populations follow each other and take no more.
 *
 * @throws {RangeError} more than 2 GiB; `caller` names the public function
 */
export function requireMonteCarloMemory(caller: string, steps: number, paths = defaultPaths): void {
  const pathBytes = 4 * noiseRows(steps) + spinBytes(steps);
  const matrixBytes = pairBytes * steps ** 2;
  const bytes = paths * pathBytes + matrixBytes;
  if (bytes <= limit) return;
  const gibibytes = (count: number) => `${(count / 2 ** 30).toPrecision(3)} GiB`;
  // So many steps leave half of the memory to paths.
  const mostSteps = Math.floor(Math.sqrt(limit / 2 / pairBytes));
  const remedy =
    steps > mostSteps
      ? `use steps ${mostSteps} or less`
      : `use paths ${Math.floor((limit - matrixBytes) / pathBytes)} or less, and more populations`;
  throw new RangeError(
    `${caller}: expected paths and pairs of times within 2 GiB, got ${paths} paths × ${steps} steps = ${gibibytes(paths * pathBytes)} and ${steps}² pairs of times = ${gibibytes(matrixBytes)}; ${remedy}`,
  );
}
