import { Socket } from "node:net";
import { type MessagePort, parentPort, workerData } from "node:worker_threads";
import { cellCompilerOptions, loadingOptions } from "./compiler-options.ts";
import { createCellCompiler } from "./evaluator-compiler.ts";
import { pathCleaner } from "./evaluator-paths.ts";
import { Supervisor } from "./evaluator-supervisor.ts";
import { type Heartbeat, jsonLines, type Order, type SessionCommand } from "./session-messages.ts";
import { userConfig } from "./user-tsconfig.ts";

// Thread of the compiler. Commands arrive here, because the main thread may be busy or hanging.

const COMMAND_FD = 4;
const HEARTBEAT_MS = 200;

const { directory, project, reservedNames } = workerData as {
  directory: string;
  project: string;
  reservedNames: Set<string>;
};
const port = parentPort as MessagePort;
const { files, fault } = userConfig(directory);
const loading = loadingOptions(cellCompilerOptions(directory));
port.postMessage({ type: "configure", loading, files, fault } satisfies Order);
const compiler = createCellCompiler(directory, reservedNames, pathCleaner(directory, project));
const supervisor = new Supervisor(port, compiler);

const socket = new Socket({ fd: COMMAND_FD });
const obey = (command: SessionCommand) => {
  if (command.type === "execute") {
    void supervisor.execute(command.id, command.label, command.code);
  } else if (command.type === "interrupt") void supervisor.interrupt();
  else port.postMessage(command satisfies Order);
};
socket.setEncoding("utf8");
socket.on("data", jsonLines(obey));
// Without its parent the process must go, even when the main thread is in a loop.
socket.on("close", () => process.kill(process.pid, "SIGKILL"));
socket.on("error", () => process.kill(process.pid, "SIGKILL"));

setInterval(() => {
  const heartbeat: Heartbeat = { residentBytes: process.memoryUsage.rss() };
  socket.write(`${JSON.stringify(heartbeat)}\n`);
}, HEARTBEAT_MS);

port.postMessage({ type: "ready" } satisfies Order);
