import { InfeasibleSeparation } from "../patterns/infeasible-separation.ts";

/** Answer to a probe: passed, failed, or the error of a source that cannot deliver P patterns. */
export type ProbeAnswer = boolean | InfeasibleSeparation;

/**
 * Runs a probe; the error of a source that cannot deliver becomes an answer.
 *
 * @throws {TypeError} an answer that is neither true nor false; `caller` names the public function
 */
export function answerOf(caller: string, passes: (P: number) => boolean, P: number): ProbeAnswer {
  try {
    return requireAnswer(caller, passes(P));
  } catch (error) {
    if (error instanceof InfeasibleSeparation) return error;
    throw error;
  }
}

/** The answer of a test if it is one: in plain JavaScript a promise or a number is easily given. */
export function requireAnswer(caller: string, answer: unknown): boolean {
  if (typeof answer === "boolean") return answer;
  if (isPromise(answer)) {
    throw new TypeError(
      `${caller}: expected a test that answers true or false, got a promise; ` +
        "searches do not wait, so let the test be synchronous",
    );
  }
  throw new TypeError(
    `${caller}: expected a test that answers true or false, got ${printed(answer)}; compare it`,
  );
}

const isPromise = (answer: unknown): boolean =>
  typeof answer === "object" && answer !== null && "then" in answer;

const printed = (answer: unknown): string =>
  typeof answer === "number" || answer == null ? String(answer) : `a ${typeof answer}`;
