import { optionalPackage } from "./optional-package.ts";
import type { TensorOperations } from "./tensor.ts";
import { type TensorFlow, tensorFlowOperations } from "./tensor-tfjs.ts";

interface WasmBackend {
  setThreadsCount(count: number): void;
  setWasmPaths(folder: string): void;
}

const backend = "wasm";
const packageName = "@tensorflow/tfjs-backend-wasm";

/** TensorFlow.js on WebAssembly, one thread. */
export async function loadWasmTensors(): Promise<TensorOperations> {
  const tf = (await optionalPackage("tensorEngine", "@tensorflow/tfjs-core")) as TensorFlow;
  const wasm = (await optionalPackage("tensorEngine", packageName)) as WasmBackend;
  const before = tf.getBackend();
  const folder = folderOfBinaries();
  if (folder !== null) wasm.setWasmPaths(folder);
  wasm.setThreadsCount(1);
  const restore = handlersOfProcess();
  const isReady = await tf.setBackend(backend);
  restore();
  if (before !== undefined && before !== backend) await tf.setBackend(before);
  if (!isReady) {
    throw new Error(
      `tensorEngine: expected ${packageName} to start, got a failure; its reason was printed`,
    );
  }
  return tensorFlowOperations(tf, backend);
}

/** The package's dist folder in Node.js; null in browsers, where pages serve the binaries. */
function folderOfBinaries(): string | null {
  const url = globalThis.process?.getBuiltinModule?.("node:url");
  if (url === undefined) return null;
  return url.fileURLToPath(new URL("dist/", import.meta.resolve(`${packageName}/package.json`)));
}

/**
 * The backend's start-up code makes every rejected promise and uncaught error of the whole process
 * its own; the returned function takes away the handlers that came since.
 */
function handlersOfProcess(): () => void {
  const process = globalThis.process;
  if (process?.rawListeners === undefined) return () => {};
  const events = ["uncaughtException", "unhandledRejection"];
  const before = events.map((event) => new Set<unknown>(process.rawListeners(event)));
  return () => {
    for (const [k, event] of events.entries()) {
      for (const listener of process.rawListeners(event)) {
        if (!before[k].has(listener)) {
          process.off(event, listener as (...values: unknown[]) => void);
        }
      }
    }
  };
}
