import { homedir } from "node:os";
import { basename } from "node:path";
import { setFlagsFromString } from "node:v8";
import { Command, Option } from "commander";
import { packageVersion } from "../experiment/package-version.ts";
import type { CheckMode } from "../jupyter/evaluator-compiler.ts";
import type { Kernel } from "../jupyter/kernel.ts";
import { LiveSession } from "../jupyter/kernel-session.ts";
import { formattersURL } from "./formatters-url.ts";

const PARENT_CHECK_MS = 1000;

/** `damlab kernel start`: what a Jupyter front end runs. */
export function kernelStartCommand(): Command {
  return new Command("start")
    .description("Run a kernel for a Jupyter front end, which calls this by itself.")
    .argument("<connection-file>", "file by which the front end names addresses and key")
    .addOption(checkOption().env("DAMLAB_CHECK"))
    .action(run);
}

async function run(connectionFile: string, { check }: { check: CheckMode }): Promise<void> {
  // Passing a flood on makes much garbage; V8 would let its room for it grow to a hundred megabytes.
  setFlagsFromString("--semi-space-growth-factor=1");
  const notebook = process.env.JPY_SESSION_NAME;
  const session = new LiveSession({
    directory: process.cwd(),
    formatters: formattersURL,
    check,
    ...(notebook ? { notebook: basename(notebook) } : {}),
  });
  const kernel = await open(connectionFile, session).catch(async (error: unknown) => {
    await session.close();
    throw error;
  });
  process.on("SIGINT", () => kernel.interrupt());
  for (const signal of ["SIGTERM", "SIGHUP"]) process.on(signal, () => void kernel.shutdown());
  if (process.env.JPY_PARENT_PID) endWithParent(() => void kernel.shutdown());
  await kernel.closed;
  process.exit(0);
}

/** `--check`, of the kernel and of its installation. */
export function checkOption(): Option {
  return new Option(
    "--check <when>",
    "check types before a cell runs, or beside it and run at once",
  )
    .choices(["first", "beside"] satisfies CheckMode[])
    .default("first");
}

/** Loads the rest while the process of the cells starts. */
async function open(connectionFile: string, session: LiveSession): Promise<Kernel> {
  const { readConnection } = await import("../jupyter/kernel-connection.ts");
  const { historyFolder } = await import("../jupyter/kernel-history.ts");
  const { startKernel } = await import("../jupyter/kernel.ts");
  return startKernel({
    connection: await readConnection(connectionFile),
    session,
    history: historyFolder(process.env, homedir()),
    version: packageVersion,
    log: (line) => process.stderr.write(`damlab kernel: ${line}\n`),
  });
}

/** A front end that was killed tells nobody. */
function endWithParent(end: () => void): void {
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) end();
  }, PARENT_CHECK_MS);
}
