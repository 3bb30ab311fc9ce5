import { Socket } from "node:net";
import { type MessagePort, parentPort, workerData } from "node:worker_threads";
import { cellCompilerOptions, loadingOptions } from "./compiler-options.ts";
import { type CheckMode, createCellCompiler } from "./evaluator-compiler.ts";
import { KnownNames } from "./evaluator-known-names.ts";
import { runtimeName } from "./evaluator-made-up.ts";
import { pathCleaner } from "./evaluator-paths.ts";
import { answerQuery } from "./evaluator-queries.ts";
import { createCellService } from "./evaluator-service.ts";
import { Supervisor } from "./evaluator-supervisor.ts";
import {
  jsonLines,
  type Order,
  type SessionCommand,
  type WorkerMessage,
} from "./session-messages.ts";
import { userConfig } from "./user-tsconfig.ts";

// Thread of the compiler. Commands arrive here, because the main thread may be busy or hanging.

const COMMAND_FD = 4;
const HEARTBEAT_MS = 200;

const { directory, project, reservedNames, check } = workerData as {
  directory: string;
  project: string;
  reservedNames: Set<string>;
  check: CheckMode;
};
const port = parentPort as MessagePort;
const { files, fault } = userConfig(directory);
const loading = loadingOptions(cellCompilerOptions(directory));
port.postMessage({ type: "configure", loading, files, fault } satisfies Order);
const service = createCellService(directory);
const known = new KnownNames();
const clean = pathCleaner(directory, project);
const compiler = createCellCompiler(service, known, reservedNames, clean, check);
const supervisor = new Supervisor(port, compiler);
const workspace = { service, known, clean };
const previews = (names: string[]) =>
  supervisor.previews(names.map((name) => runtimeName(name, reservedNames)));

const socket = new Socket({ fd: COMMAND_FD });
const tell = (message: WorkerMessage) => socket.write(`${JSON.stringify(message)}\n`);
const obey = (command: SessionCommand) => {
  if (command.type === "execute") {
    const { id, label, code } = command;
    void supervisor.run(id, () => supervisor.compile(id, label, code));
  } else if (command.type === "comm") void supervisor.run(command.id, () => command);
  else if (command.type === "interrupt") void supervisor.interrupt();
  else if (command.type === "query") {
    answerQuery(command.query, workspace, previews).then(
      (answer) => tell({ type: "answer", id: command.id, answer }),
      (error) => tell({ type: "answer", id: command.id, fault: (error as Error).message }),
    );
  } else port.postMessage(command satisfies Order);
};
socket.setEncoding("utf8");
socket.on("data", jsonLines(obey));
// Without its parent the process must go, even when the main thread is in a loop.
socket.on("close", () => process.kill(process.pid, "SIGKILL"));
socket.on("error", () => process.kill(process.pid, "SIGKILL"));

setInterval(() => {
  tell({ type: "heartbeat", residentBytes: process.memoryUsage.rss() });
}, HEARTBEAT_MS);

port.postMessage({ type: "ready" } satisfies Order);
