import { Matrix, SVD } from "ml-matrix";
import type { Solution } from "./solution.ts";

/** How far and how long to iterate. */
export interface IterationOptions {
  /** Largest change of any component at which it stops; default 1e-12. */
  readonly tolerance?: number;
  /** Most evaluations of the map; default 2000. */
  readonly most?: number;
  /** Plain iterations first, so that the solution is the one that iteration leads to; default 30. */
  readonly plain?: number;
}

/** Earlier steps that are combined. */
const depth = 5;

/**
 * A fixed point of a map by Anderson's acceleration: iteration whose last few steps are combined
 * linearly so that their residuals cancel, which also converges where plain iteration crawls.
 *
 * Plain steps first, and again whenever the residual grows tenfold. `residual` is the largest change of a
 * component in one plain step from `value`; `not-finite` where the map leaves the numbers.
 *
 * @param map  from and to arrays of the same length; the argument is not modified
 */
export function andersonIteration(
  map: (x: Float64Array) => Float64Array,
  start: Float64Array,
  { tolerance = 1e-12, most = 2000, plain = 30 }: IterationOptions = {},
): Solution<Float64Array> {
  let x = start;
  let history: { x: Float64Array; step: Float64Array }[] = [];
  let best = { x, residual: Infinity };
  for (let iterations = 1; ; iterations++) {
    const image = map(x);
    const step = image.map((value, i) => value - x[i]);
    const residual = step.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0);
    if (!Number.isFinite(residual)) {
      const value = image;
      return { value, status: "not-finite", iterations, residual: Number.NaN };
    }
    if (residual < best.residual) best = { x, residual };
    if (residual <= tolerance || iterations >= most) {
      const status = best.residual <= tolerance ? "converged" : "not-converged";
      return { value: best.x, status, iterations, residual: best.residual };
    }
    if (residual > 10 * best.residual) history = [];
    history.push({ x, step });
    if (history.length > depth + 1) history.shift();
    x = iterations < plain || history.length < 2 ? image : combined(history);
  }
}

/** The combination of steps whose residual is smallest, one step further. */
function combined(history: readonly { x: Float64Array; step: Float64Array }[]): Float64Array {
  const last = history[history.length - 1];
  const earlier = history.slice(0, -1);
  const differences = new Matrix(
    Array.from(last.step, (value, i) => earlier.map(({ step }) => value - step[i])),
  );
  const shares = new SVD(differences, { autoTranspose: true }).solve(
    Matrix.columnVector(Array.from(last.step)),
  );
  return last.x.map((value, i) => {
    const shift = earlier.reduce(
      (sum, { x, step }, k) => sum + shares.get(k, 0) * (value - x[i] + last.step[i] - step[i]),
      0,
    );
    return value + last.step[i] - shift;
  });
}
