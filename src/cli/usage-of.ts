import { InvalidArgumentError } from "commander";
import { InfeasibleSeparation } from "../patterns/infeasible-separation.ts";

/**
 * Makes complaints of the library about arguments that of wrong usage: options by their flags, no function;
 * data that no source can deliver are no matter of usage.
 *
 * @param flags  flag of each option that the messages name, e.g. `{ maximumP: "--max-patterns" }`
 * @throws {InvalidArgumentError} for a RangeError or TypeError of `check`
 */
export function usageOf(check: () => void, flags: Readonly<Record<string, string>>): void {
  try {
    check();
  } catch (error) {
    const isValue = error instanceof RangeError || error instanceof TypeError;
    if (!isValue || error instanceof InfeasibleSeparation) throw error;
    const names = new RegExp(`\\b(${Object.keys(flags).join("|")})\\b`, "g");
    const message = error.message.replace(/^\w+: /, "");
    throw new InvalidArgumentError(message.replace(names, (name) => flags[name]));
  }
}
