import type { TestContext } from "node:test";
import type { Command } from "commander";

/** What a command printed in this process, and the error that ended it. */
export interface OwnResult {
  readonly stdout: string;
  readonly stderr: string;
  readonly error: Error | null;
}

/** Runs a command without a process of its own, which costs half a second; never one that sets an exit code. */
export async function inOwnProcess(
  t: TestContext,
  command: Command,
  args: readonly string[],
): Promise<OwnResult> {
  const text = { stdout: "", stderr: "" };
  const log = t.mock.method(console, "log", (line: string) => {
    text.stdout += `${line}\n`;
  });
  const write = t.mock.method(process.stderr, "write", (chunk: unknown) => {
    text.stderr += String(chunk);
    return true;
  });
  const quiet = command.exitOverride().configureOutput({ outputError: () => {} });
  try {
    await quiet.parseAsync([...args], { from: "user" });
    return { ...text, error: null };
  } catch (error) {
    return { ...text, error: error instanceof Error ? error : new Error(String(error)) };
  } finally {
    log.mock.restore();
    write.mock.restore();
  }
}
