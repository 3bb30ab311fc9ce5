import * as nodeModule from "node:module";
import { MessageChannel, type MessagePort } from "node:worker_threads";
import { type HookRequest, type LoadingOptions, load, obey, resolve } from "./evaluator-modules.ts";

/** The module hooks, wherever they live. */
export interface ModuleHooks {
  configure(options: LoadingOptions): void;
  /** Gives new versions to local modules that changed; returns whether there are any. */
  update(): Promise<boolean>;
  /** Files that imports took in a new version since the last call, those edited first. */
  takeGiven(): Promise<string[]>;
}

/** Installs the module hooks for this thread: in it where Node can do that, else in their own. */
export function installHooks(): ModuleHooks {
  // Types of Node 20 do not know registerHooks yet.
  const { registerHooks } = nodeModule as unknown as { registerHooks?: (hooks: object) => void };
  if (registerHooks) {
    registerHooks({ resolve, load });
    return moduleHooks(obey, async (request) => obey(request));
  }
  const { port1, port2 } = new MessageChannel();
  nodeModule.register("./evaluator-modules.js", {
    parentURL: import.meta.url,
    data: { port: port2 },
    transferList: [port2],
  });
  return moduleHooks(
    (request) => port1.postMessage(request),
    (request) => answer(port1, request),
  );
}

function moduleHooks(
  tell: (request: HookRequest) => void,
  ask: (request: HookRequest) => Promise<unknown>,
): ModuleHooks {
  return {
    configure: (options) => tell({ type: "configure", options }),
    update: () => ask({ type: "update" }) as Promise<boolean>,
    takeGiven: () => ask({ type: "take-given" }) as Promise<string[]>,
  };
}

function answer(port: MessagePort, request: HookRequest): Promise<unknown> {
  const answered = new Promise((resolve) => port.once("message", resolve));
  port.postMessage(request);
  // A port with a listener would keep the process from ending.
  port.unref();
  return answered;
}
