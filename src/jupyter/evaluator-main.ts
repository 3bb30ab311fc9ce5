import { existsSync, writeSync } from "node:fs";
import { dirname, join } from "node:path";
import { setFlagsFromString } from "node:v8";
import { Worker } from "node:worker_threads";
import { COMM_SINK, type CommMessage } from "./comm.ts";
import { ConfigWatch } from "./config-watch.ts";
import { DISPLAY_SINK } from "./display-host.ts";
import { CellRunner } from "./evaluator-cells.ts";
import type { CheckMode } from "./evaluator-compiler.ts";
import { moduleHooks } from "./evaluator-hooks.ts";
import { InputDesk } from "./evaluator-input.ts";
import { preview } from "./evaluator-preview.ts";
import { Reloader } from "./evaluator-reload.ts";
import { Tracer } from "./evaluator-trace.ts";
import { INPUT_SOURCE } from "./input.ts";
import { type Order, type Report, SESSION_CLOSED, type SessionEvent } from "./session-messages.ts";
import type { Preview } from "./session-queries.ts";

// Entry of the child process. This thread belongs to the user's code; the compiler and whatever
// must work while that code hangs live in the worker.

const EVENT_FD = 3;
// Room for garbage grows with these limits; the compiler itself keeps about 75 MB.
const COMPILER_HEAP_MB = 640;
const COMPILER_YOUNG_MB = 12;
/** Names by which packages find out where they run; a cell's variable must not answer for them. */
const ENVIRONMENT_NAMES = "window document self location module exports require define Deno Bun";

const { directory, notebook, formatters, check } = JSON.parse(process.argv[2] as string) as {
  directory: string;
  notebook: string;
  formatters?: string;
  check: CheckMode;
};
process.argv = [process.argv[0] as string];

// A terminal or a supervisor signals the whole group; what becomes of the session, its parent says.
for (const name of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(name, () => {});

const project = projectOf(directory);
const sleeper = new Int32Array(new SharedArrayBuffer(4));

/** Blocking: what was sent before the process hangs or dies has arrived. */
function send(event: SessionEvent): void {
  const bytes = Buffer.from(`\n${JSON.stringify(event)}\n`);
  for (let offset = 0; offset < bytes.length; ) {
    try {
      offset += writeSync(EVENT_FD, bytes, offset);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EAGAIN") process.kill(process.pid, "SIGKILL");
      Atomics.wait(sleeper, 0, 0, 1);
    }
  }
}

function projectOf(folder: string): string {
  for (let parent = folder; ; parent = dirname(parent)) {
    if (existsSync(join(parent, "package.json"))) return parent;
    if (dirname(parent) === parent) return folder;
  }
}

const hooks = moduleHooks();

const reservedNames = new Set([
  ...Object.getOwnPropertyNames(globalThis),
  ...ENVIRONMENT_NAMES.split(" "),
]);
// The limit of the heap is that of the user's code, and this thread has it already.
setFlagsFromString("--max-old-space-size=0");
const worker = new Worker(new URL("./evaluator-worker.js", import.meta.url), {
  workerData: { directory, project, reservedNames, check },
  resourceLimits: {
    maxOldGenerationSizeMb: COMPILER_HEAP_MB,
    maxYoungGenerationSizeMb: COMPILER_YOUNG_MB,
  },
});
const report = (message: Report) => worker.postMessage(message);

const tracer = new Tracer(directory, project);
tracer.install();
const reloader = new Reloader(directory, hooks, tracer);
reloader.install();
let config: ConfigWatch | undefined;
const cells = new CellRunner({
  tracer,
  hooks,
  reloader,
  notice: () => config?.notice() ?? "",
  notebook: join(directory, notebook),
  formatters,
  send,
  finished: (id, status) => report({ type: "finished", id, status }),
});
cells.install();
const inputs = new InputDesk((question) => send({ type: "input", id: cells.active, ...question }));
Object.defineProperty(globalThis, DISPLAY_SINK, { value: cells.output });
Object.defineProperty(globalThis, INPUT_SOURCE, { value: inputs.ask });
Object.defineProperty(globalThis, COMM_SINK, {
  value: (message: CommMessage) => send({ type: "comm", id: cells.active, message }),
});

function previewOf(name: string): Preview | undefined {
  const variable = Object.getOwnPropertyDescriptor(globalThis, name);
  return variable && preview(variable.value);
}

let exitReason: string | undefined;
function exit(reason: string): void {
  exitReason = reason;
  process.exit(reason === SESSION_CLOSED ? 0 : 1);
}

/** Ends the process as soon as the cells have left nothing to wait for. */
function drain(): void {
  process.on("beforeExit", () => exit(SESSION_CLOSED));
  worker.unref();
}

process.on("exit", (code) => {
  send({ type: "exit", reason: exitReason ?? `a cell called process.exit(${code})` });
});

worker.on("error", (error) => exit(`the compiler failed: ${error.message}`));
worker.on("message", (order: Order) => {
  if (order.type === "run") void cells.run(order);
  else if (order.type === "fail") cells.refuse(order);
  else if (order.type === "note") cells.note(order);
  else if (order.type === "prefetch") cells.prefetch(order);
  else if (order.type === "comm") void cells.deliver(order);
  else if (order.type === "input-reply") inputs.answer(order);
  else if (order.type === "configure") {
    hooks.configure(order.loading);
    config = new ConfigWatch(directory, order.files, order.fault);
  } else if (order.type === "ready") send({ type: "ready" });
  else if (order.type === "close") exit(SESSION_CLOSED);
  else if (order.type === "drain") drain();
  else if (order.type === "preview") {
    report({ type: "answer", serial: order.serial, previews: order.names.map(previewOf) });
  } else {
    if (order.type === "interrupt") cells.interrupt(order.upTo);
    report({ type: "answer", serial: order.serial });
  }
});
