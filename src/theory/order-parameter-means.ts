import type { OrderParameters } from "./order-parameters.ts";

const quantities = ["m", "C", "G", "R", "Gamma"] as const;
type Quantities = Pick<OrderParameters, (typeof quantities)[number]>;

/** Means over independent solutions as they come, of which none is kept. */
export interface OrderParameterMeans {
  add(solution: OrderParameters): void;
  /** Means so far, with standard errors from the spread; null for one solution. Ends the work. */
  end(): OrderParameters;
}

/**
 * Means of order parameters over T = `steps`. Equal values have their mean and no error exactly.
 *
 * Source: Welford 1962, "Note on a method for calculating corrected sums of squares and products".
 */
export function orderParameterMeans(steps: number): OrderParameterMeans {
  const means = zeros(steps);
  const squares = zeros(steps);
  let count = 0;
  let frozenAt: number | null = null;
  return {
    add(solution) {
      count++;
      for (const quantity of quantities) {
        const [mean, square, values] = [means[quantity], squares[quantity], solution[quantity]];
        for (let at = 0; at < values.length; at++) {
          const off = values[at] - mean[at];
          mean[at] = count === 1 ? values[at] : mean[at] + off / count;
          square[at] += off * (values[at] - mean[at]);
        }
      }
      frozenAt = earlier(frozenAt, solution.frozenAt);
    },
    end() {
      for (const quantity of quantities) {
        const square = squares[quantity];
        // In place: the squares become errors.
        for (let at = 0; at < square.length; at++) {
          square[at] = Math.sqrt(square[at] / (count - 1) / count);
        }
      }
      return { steps, ...means, errors: count > 1 ? squares : null, frozenAt };
    },
  };
}

function earlier(a: number | null, b: number | null): number | null {
  return a === null || b === null ? (a ?? b) : Math.min(a, b);
}

function zeros(steps: number): Quantities {
  const states = () => new Float64Array((steps + 1) ** 2);
  const fields = () => new Float64Array(steps ** 2);
  return {
    m: new Float64Array(steps + 1),
    C: states(),
    G: states(),
    R: fields(),
    Gamma: fields(),
  };
}
