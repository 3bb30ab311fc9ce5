import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

/** The built command line that belongs to these tests. */
export const cliFile: string = fileURLToPath(new URL("../../src/cli/main.js", import.meta.url));

/** How a command ended. */
export interface CLIResult {
  readonly code: number | null;
  readonly signal: string | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Where and how a command runs. */
export interface CLIOptions {
  readonly cwd?: string;
  /** Added to the environment. */
  readonly env?: Readonly<Record<string, string>>;
  /** Sends SIGINT as soon as standard error or standard output matches. */
  readonly interruptAt?: RegExp;
  /** The command line that runs; default: the built one of these tests. */
  readonly main?: string;
}

/** Runs `damlab …` in a process of its own and waits for its end. */
export function damlab(
  args: readonly string[],
  { cwd, env, interruptAt, main = cliFile }: CLIOptions = {},
): Promise<CLIResult> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [main, ...args], {
      cwd,
      env: { ...process.env, ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    const text = { stdout: "", stderr: "" };
    let interrupted = false;
    for (const stream of ["stdout", "stderr"] as const) {
      child[stream].setEncoding("utf8").on("data", (chunk: string) => {
        text[stream] += chunk;
        if (interrupted || !interruptAt?.test(text[stream])) return;
        interrupted = true;
        child.kill("SIGINT");
      });
    }
    child.on("error", reject);
    child.on("close", (code, signal) => resolve({ code, signal, ...text }));
  });
}
