import type { OrderParameterErrors, OrderParameters } from "./order-parameters.ts";

const quantities = ["m", "C", "G", "R", "Gamma"] as const;

/** Means over independent solutions, with standard errors from their spread; null for one only. */
export function meanOrderParameters(solutions: readonly OrderParameters[]): OrderParameters {
  const means = emptyLike(solutions[0]);
  const errors = emptyLike(solutions[0]);
  const count = solutions.length;
  for (const quantity of quantities) {
    const mean = means[quantity];
    const error = errors[quantity];
    for (let at = 0; at < mean.length; at++) {
      // From the first one on, so that equal values have their mean and no error exactly.
      const origin = solutions[0][quantity][at];
      let [sum, squares] = [0, 0];
      for (const solution of solutions) sum += solution[quantity][at] - origin;
      mean[at] = origin + sum / count;
      for (const solution of solutions) squares += (solution[quantity][at] - mean[at]) ** 2;
      error[at] = Math.sqrt(squares / (count - 1) / count);
    }
  }
  const frozen = solutions.flatMap(({ frozenAt }) => frozenAt ?? []);
  return {
    steps: solutions[0].steps,
    ...means,
    errors: count > 1 ? errors : null,
    frozenAt: frozen.length > 0 ? Math.min(...frozen) : null,
  };
}

function emptyLike(solution: OrderParameters): OrderParameterErrors {
  const empty = (quantity: (typeof quantities)[number]) =>
    new Float64Array(solution[quantity].length);
  return {
    m: empty("m"),
    C: empty("C"),
    G: empty("G"),
    R: empty("R"),
    Gamma: empty("Gamma"),
  };
}
