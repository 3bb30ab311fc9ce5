import { InvalidArgumentError } from "commander";
import type { LabelledData } from "../patterns/labelled-data.ts";
import { type DataOptions, dataByName } from "../studies/data-by-name.ts";

/** What messages about data call an option, and its flag. */
const flags: readonly (readonly [RegExp, string])[] = [
  [/\bblank "skip"/, "--skip-blank"],
  [/\bleave image out/, "leave --image out"],
  [/\braise classes/, "raise --classes"],
];

/**
 * Data of the command line, with the flags of options in its messages.
 *
 * @throws {InvalidArgumentError} images of other sizes than `--image`, labels beyond `--classes`
 * @throws {Error} as `dataByName`
 */
export async function dataOfCommand(name: string, options: DataOptions): Promise<LabelledData> {
  try {
    return await dataByName(name, options);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    const plain = error.message.replace(/^\w+: /, "");
    const message = flags.reduce((text, [name, flag]) => text.replace(name, flag), plain);
    const isUsage = /--(image|classes)\b/.test(message);
    throw isUsage ? new InvalidArgumentError(message) : new RangeError(message);
  }
}
