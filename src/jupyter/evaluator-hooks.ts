import * as nodeModule from "node:module";
import { MessageChannel, type MessagePort } from "node:worker_threads";
import { type HookRequest, type LoadingOptions, load, obey, resolve } from "./evaluator-modules.ts";

/** The module hooks, wherever they live. */
export interface ModuleHooks {
  configure(options: LoadingOptions): void;
  /** Call before something other than an installed package is imported. */
  install(): void;
  /** Gives new versions to local modules that changed; returns whether there are any. */
  update(): Promise<boolean>;
  /** Files that imports took in a new version since the last call, those edited first. */
  takeGiven(): Promise<string[]>;
}

/** The hooks of this thread: in it where Node can do that, else in a thread of their own. */
export function moduleHooks(): ModuleHooks {
  // Types of Node 20 do not know registerHooks yet.
  const { registerHooks } = nodeModule as unknown as { registerHooks?: (hooks: object) => void };
  if (!registerHooks) return new ThreadedHooks();
  registerHooks({ resolve, load });
  return {
    configure: (options) => obey({ type: "configure", options }),
    install() {},
    update: async () => obey({ type: "update" }) as boolean,
    takeGiven: async () => obey({ type: "take-given" }) as string[],
  };
}

/**
 * Each module that is imported asks the thread of the hooks, which takes a package of many files
 * half as long again: a session that imports nothing local goes without.
 */
class ThreadedHooks implements ModuleHooks {
  #port: MessagePort | undefined;
  #options: LoadingOptions | undefined;
  #last: Promise<unknown> = Promise.resolve();

  configure(options: LoadingOptions): void {
    this.#options = options;
    if (options.mapping.paths || options.conditions.length > 0) this.install();
  }

  install(): void {
    if (this.#port) return;
    const { port1, port2 } = new MessageChannel();
    nodeModule.register("./evaluator-modules.js", {
      parentURL: import.meta.url,
      data: { port: port2 },
      transferList: [port2],
    });
    this.#port = port1;
    const options = this.#options;
    if (options) port1.postMessage({ type: "configure", options } satisfies HookRequest);
  }

  async update(): Promise<boolean> {
    return this.#port !== undefined && (await this.#ask(this.#port, { type: "update" }));
  }

  async takeGiven(): Promise<string[]> {
    return this.#port ? this.#ask(this.#port, { type: "take-given" }) : [];
  }

  /** One request at a time: an interrupted cell may leave one behind. */
  #ask<T>(port: MessagePort, request: HookRequest): Promise<T> {
    const answered = this.#last.then(() => answer<T>(port, request));
    this.#last = answered;
    return answered;
  }
}

function answer<T>(port: MessagePort, request: HookRequest): Promise<T> {
  const answered = new Promise<T>((resolve) => port.once("message", resolve));
  port.postMessage(request);
  // A port with a listener would keep the process from ending.
  port.unref();
  return answered;
}
