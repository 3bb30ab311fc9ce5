import { fileURLToPath } from "node:url";
import { type CommandOptions, type CommandResult, runCommand } from "./command.ts";

/** The built command line that belongs to these tests. */
export const cliFile: string = fileURLToPath(new URL("../../src/cli/main.js", import.meta.url));

export type CLIResult = CommandResult;

export interface CLIOptions extends CommandOptions {
  /** The command line that runs; default: the built one of these tests. */
  readonly main?: string;
}

/** Runs `damlab …` in a process of its own and waits for its end. */
export function damlab(
  args: readonly string[],
  { main = cliFile, ...options }: CLIOptions = {},
): Promise<CLIResult> {
  return runCommand(process.execPath, [main, ...args], options);
}
