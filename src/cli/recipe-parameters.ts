import { isRecord } from "../plot/spec.ts";

/** Whether a value is what a parameter may be. */
export type ParameterTest = (value: unknown) => boolean;

export const isCount =
  (least: number): ParameterTest =>
  (value) =>
    Number.isSafeInteger(value) && Number(value) >= least;

export const isNumber: ParameterTest = (value) => Number.isFinite(value);

export const isListOf =
  (isPart: ParameterTest): ParameterTest =>
  (value) =>
    Array.isArray(value) && value.length > 0 && value.every(isPart);

export const isAbsentOr =
  (isRight: ParameterTest): ParameterTest =>
  (value) =>
    value === undefined || isRight(value);

export const isOneOf =
  (words: readonly unknown[]): ParameterTest =>
  (value) =>
    words.includes(value);

/** False, or the sizes, sets and sweeps of simulated students, with what else their teacher has. */
export const isSimulation =
  (fewestSpins: number, more: Readonly<Record<string, ParameterTest>> = {}): ParameterTest =>
  (value) =>
    value === false ||
    (isRecord(value) &&
      Object.entries({
        N: isListOf(isCount(fewestSpins)),
        sets: isCount(1),
        sweeps: isCount(1),
        dropped: isCount(0),
        ...more,
      }).every(([name, isRight]) => isRight(value[name])));

/** Text that a parser accepts. */
export const isWord =
  (parse: (text: string) => unknown): ParameterTest =>
  (value) => {
    if (typeof value !== "string") return false;
    try {
      parse(value);
      return true;
    } catch {
      return false;
    }
  };

/**
 * Parameters and seed of a recipe that a command wrote into a figure.
 *
 * @param path  of the figure file, named in errors
 * @throws {Error} a parameter or a seed that the command does not write
 */
export function recipeParameters(
  path: string,
  { parameters, seed, command }: Readonly<Record<string, unknown>>,
  tests: Readonly<Record<string, ParameterTest>>,
): Readonly<Record<string, unknown>> {
  const all: Record<string, unknown> = { ...(isRecord(parameters) ? parameters : {}), seed };
  const odd = Object.entries({ ...tests, seed: isCount(0) }).find(
    ([name, isRight]) => !isRight(all[name]),
  );
  if (odd === undefined) return all;
  const [name] = odd;
  throw new Error(
    `${path}: expected a recipe with the parameters and the seed of damlab ${command}, ` +
      `got ${name} = ${JSON.stringify(all[name])}`,
  );
}
