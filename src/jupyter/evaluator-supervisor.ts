import { Session } from "node:inspector";
import type { MessagePort } from "node:worker_threads";
import type { CellCompiler, Compiled } from "./evaluator-compiler.ts";
import type { SessionOutput } from "./session.ts";
import type { Order, Report } from "./session-messages.ts";
import type { Preview } from "./session-queries.ts";

type Answer = Report & { type: "answer" };

const ANSWER_MS = 100;
const IDLE_MS = 20;
/** After how long a main thread counts as busy when its variables are asked for. */
const BUSY_MS = 150;
/** How long one that is not busy may take to look at them. */
const PREVIEW_MS = 1000;

/**
 * Compiles cells beside the main thread, has them run there one after another, and stops them.
 * Lives in a worker thread; knows nothing of how commands arrive.
 */
export class Supervisor {
  private readonly port: MessagePort;
  private readonly compiler: CellCompiler;
  private readonly answers = new Map<number, (answer: Answer) => void>();
  private serial = 0;
  private received = 0;
  private review: NodeJS.Timeout | undefined;
  private stopping: Promise<void> = Promise.resolve();
  private work: Promise<void> = Promise.resolve();
  private finished: (id: number) => void = () => {};

  constructor(port: MessagePort, compiler: CellCompiler) {
    this.port = port;
    this.compiler = compiler;
    port.on("message", (report: Report) => {
      if (report.type === "finished") {
        if (report.status !== "ok") this.compiler.abandon(report.id);
        this.finished(report.id);
      } else this.answers.get(report.serial)?.(report);
    });
  }

  /**
   * Resolves when what was ordered under the id has ended, in whatever way.
   *
   * @param prepare  makes the order when all earlier ones have ended
   */
  run(id: number, prepare: () => Order): Promise<void> {
    this.received = id;
    this.work = this.work.then(async () => {
      // A termination that is under way must not hit what comes next.
      await this.stopping;
      const ended = new Promise<void>((resolve) => {
        this.finished = (finished) => finished === id && resolve();
      });
      clearTimeout(this.review);
      this.send(prepare());
      await ended;
      this.reviewLater();
    });
    return this.work;
  }

  /** Checks the cells that ran without a check, one after another, while nothing else is to do. */
  private reviewLater(): void {
    this.review = setTimeout(() => {
      const reviewed = this.compiler.reviewNext();
      if (!reviewed) return;
      if (reviewed.text) this.send({ type: "note", ...reviewed });
      this.reviewLater();
    }, IDLE_MS);
  }

  /**
   * The order to run a cell, or to refuse it. The main thread loads the packages that the cell
   * imports while their types are read here.
   */
  compile(id: number, label: string, code: string): Order {
    const compiled = this.compiled(id, label, code);
    if (compiled.status === "refused") return { type: "fail", id, label, output: compiled.output };
    const { status: _, ...cell } = compiled;
    return { type: "run", id, label, code, ...cell };
  }

  private compiled(id: number, label: string, code: string): Compiled {
    try {
      const packages = this.compiler.packagesOf(code);
      if (packages.length > 0) this.send({ type: "prefetch", id, label, packages });
      return this.compiler.compile(id, label, code);
    } catch (error) {
      const evalue = `the compiler failed: ${(error as Error).message}`;
      const output = { output_type: "error", ename: "CompilerError", evalue, traceback: [evalue] };
      return { status: "refused", output: output as SessionOutput };
    }
  }

  /**
   * Stops whatever the main thread is doing for the cells received so far; those that come later
   * wait for it.
   */
  async interrupt(): Promise<void> {
    // Meant are the cells that came before. One of the same piece of input has to be sent first.
    const upTo = this.received;
    await new Promise((resolve) => setImmediate(resolve));
    this.stopping = this.stopping.then(() => this.stop(upTo));
    await this.stopping;
  }

  /**
   * A thread that waits answers by itself; a busy one is terminated, again and again until it
   * answers. The last round makes sure that no termination is left over for the next cell.
   */
  private async stop(upTo: number): Promise<void> {
    if (await this.ask({ type: "interrupt", serial: ++this.serial, upTo })) return;
    // Connected only for this: an open session holds the process up when it exits.
    const inspector = new Session();
    inspector.connectToMainThread();
    do inspector.post("Runtime.terminateExecution");
    while (!(await this.ask({ type: "interrupt", serial: ++this.serial, upTo })));
    while (!(await this.ask({ type: "ping", serial: ++this.serial })));
    inspector.disconnect();
  }

  /**
   * One line about the value of each global variable; undefined where there is no such variable,
   * and as a whole while the main thread is busy.
   */
  async previews(names: string[]): Promise<(Preview | undefined)[] | undefined> {
    // Orders that pile up while the thread is busy have to be cheap.
    if (!(await this.ask({ type: "ping", serial: ++this.serial }, BUSY_MS))) return undefined;
    const order: Order = { type: "preview", serial: ++this.serial, names };
    return (await this.ask(order, PREVIEW_MS))?.previews;
  }

  private ask(order: Order & { serial: number }, limit = ANSWER_MS): Promise<Answer | undefined> {
    const { serial } = order;
    this.send(order);
    return new Promise((resolve) => {
      const settle = (answer?: Answer) => {
        clearTimeout(timer);
        this.answers.delete(serial);
        resolve(answer);
      };
      const timer = setTimeout(settle, limit);
      this.answers.set(serial, settle);
    });
  }

  private send(order: Order): void {
    this.port.postMessage(order);
  }
}
