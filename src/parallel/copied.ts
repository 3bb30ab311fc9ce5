/**
 * A copy, as a value has it on the other side of a thread.
 *
 * @throws {TypeError} it holds functions or other things that do not get there
 */
export function copied<T>(value: T, what: "argument" | "result"): T {
  try {
    return structuredClone(value);
  } catch (error) {
    throw new TypeError(
      `workerPool: expected a plain ${what} that structuredClone takes, ` +
        `got one that does not: ${(error as Error).message}`,
      { cause: error },
    );
  }
}
