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
    throw new InvalidArgumentError(withFlags(error.message.replace(/^\w+: /, ""), flags));
  }
}

/**
 * The flags in place of names: in the condition, up to its first comma, right after "got" and in the remedy, but
 * neither in counts ("30 steps") nor in explanations; names such as selfCoupling everywhere.
 */
function withFlags(message: string, flags: Readonly<Record<string, string>>): string {
  const names = Object.keys(flags).sort((a, b) => b.length - a.length);
  const flagged = (text: string, some: readonly string[], before = "(?<!\\d |[Tt]he )") =>
    text.replace(
      new RegExp(`${before}\\b(${some.join("|")})\\b`, "g"),
      (name) => flags[name] ?? name,
    );
  const [, condition, middle, remedy] = /^([^,;]*)([^;]*)(.*)$/s.exec(message) ?? [
    "",
    "",
    message,
    "",
  ];
  const identifiers = names.filter((name) => /[a-z][A-Z]/.test(name));
  const middleWithFlags = flagged(flagged(middle, names, "(?<=^, got )"), identifiers, "");
  return flagged(condition, names) + middleWithFlags + flagged(remedy, names);
}
