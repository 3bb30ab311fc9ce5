import { spawn } from "node:child_process";

/** How a command ended. */
export interface CommandResult {
  readonly code: number | null;
  readonly signal: string | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Where and how a command runs. */
export interface CommandOptions {
  readonly cwd?: string | undefined;
  /** Added to the environment. */
  readonly env?: Readonly<Record<string, string>> | undefined;
  /** Sends SIGINT as soon as standard error or standard output matches. */
  readonly interruptAt?: RegExp | undefined;
  /** Kills a command that runs longer, seconds; default: it may run forever. */
  readonly limit?: number | undefined;
}

/** Runs a program without input and waits for its end. */
export function runCommand(
  program: string,
  args: readonly string[],
  { cwd, env, interruptAt, limit = 0 }: CommandOptions = {},
): Promise<CommandResult> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ["ignore", "pipe", "pipe"],
      timeout: limit * 1000,
      killSignal: "SIGKILL",
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
