import { Session } from "node:inspector";
import type { MessagePort } from "node:worker_threads";
import type { CellCompiler, Compiled } from "./evaluator-compiler.ts";
import type { SessionOutput } from "./session.ts";
import type { Order, Report } from "./session-messages.ts";

const ANSWER_MS = 100;

/**
 * Compiles cells beside the main thread, has them run there one after another, and stops them.
 * Lives in a worker thread; knows nothing of how commands arrive.
 */
export class Supervisor {
  private readonly port: MessagePort;
  private readonly compiler: CellCompiler;
  private readonly answers = new Map<number, () => void>();
  private serial = 0;
  private received = 0;
  private work: Promise<void> = Promise.resolve();
  private finished: (id: number) => void = () => {};

  constructor(port: MessagePort, compiler: CellCompiler) {
    this.port = port;
    this.compiler = compiler;
    port.on("message", (report: Report) => {
      if (report.type === "finished") this.finished(report.id);
      else this.answers.get(report.serial)?.();
    });
  }

  /** Resolves when the cell has ended, in whatever way; cells run in the order of the calls. */
  execute(id: number, label: string, code: string): Promise<void> {
    this.received = id;
    this.work = this.work.then(() => this.runCell(id, label, code));
    return this.work;
  }

  private async runCell(id: number, label: string, code: string): Promise<void> {
    const ended = new Promise<void>((resolve) => {
      this.finished = (finished) => finished === id && resolve();
    });
    const compiled = this.compile(id, label, code);
    if (compiled.status === "refused") {
      this.send({ type: "fail", id, label, output: compiled.output });
    } else {
      const { file, js, map, names } = compiled;
      this.send({ type: "run", id, label, code, file, js, map, names });
    }
    await ended;
  }

  private compile(id: number, label: string, code: string): Compiled {
    try {
      return this.compiler.compile(id, label, code);
    } catch (error) {
      const evalue = `the compiler failed: ${(error as Error).message}`;
      const output = { output_type: "error", ename: "CompilerError", evalue, traceback: [evalue] };
      return { status: "refused", output: output as SessionOutput };
    }
  }

  /**
   * Stops whatever the main thread is doing. A thread that waits answers by itself; a busy one is
   * terminated, again and again until it answers. The last round makes sure that no termination
   * is left over for the next cell.
   */
  async interrupt(): Promise<void> {
    // Meant are the cells that came before. One of the same piece of input has to be sent first.
    const upTo = this.received;
    await new Promise((resolve) => setImmediate(resolve));
    if (await this.ask({ type: "interrupt", serial: ++this.serial, upTo })) return;
    // Connected only for this: an open session holds the process up when it exits.
    const inspector = new Session();
    inspector.connectToMainThread();
    do inspector.post("Runtime.terminateExecution");
    while (!(await this.ask({ type: "interrupt", serial: ++this.serial, upTo: this.received })));
    while (!(await this.ask({ type: "ping", serial: ++this.serial })));
    inspector.disconnect();
  }

  private ask(order: Order & { serial: number }): Promise<boolean> {
    const { serial } = order;
    this.send(order);
    return new Promise((resolve) => {
      const timer = setTimeout(() => settle(false), ANSWER_MS);
      const settle = (answered: boolean) => {
        clearTimeout(timer);
        this.answers.delete(serial);
        resolve(answered);
      };
      this.answers.set(serial, () => settle(true));
    });
  }

  private send(order: Order): void {
    this.port.postMessage(order);
  }
}
