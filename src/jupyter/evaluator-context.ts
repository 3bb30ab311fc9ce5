import { GATE, GATE_ITERABLE, LOOP_END, LOOP_START, RESUME } from "./evaluator-made-up.ts";

export interface Cell {
  readonly id: number;
  readonly label: string;
  cancelled: boolean;
  failed: boolean;
  ended: boolean;
}

/** What an `await` of a cell came to, and the cell it belongs to. */
type Settled =
  | { cell: Cell | undefined; failed: false; value: unknown }
  | { cell: Cell | undefined; failed: true; error: unknown };

type Callback = (...args: unknown[]) => void;

const variables = globalThis as unknown as Record<string, unknown>;
const never = new Promise<never>(() => {});

/**
 * The cell to which the code that is running now belongs, kept across `await`s in cells and across
 * timers, and the means to stop such code when its cell is interrupted.
 *
 * Node's AsyncLocalStorage would do the first, but before Node 24 its hooks abort the process when
 * execution is terminated in a promise callback.
 */
export class CellContext {
  current: Cell | undefined;

  private loop: { names: string[]; before: unknown[]; saved: Float64Array } | undefined;

  /** Defines the names that emitted cells call, and makes timers remember their cell. */
  install(): void {
    const names = {
      [GATE]: this.gate,
      [RESUME]: this.resume,
      [GATE_ITERABLE]: this.gateIterable,
      [LOOP_START]: this.startLoop,
      [LOOP_END]: this.endLoop,
    };
    for (const [name, value] of Object.entries(names)) {
      Object.defineProperty(globalThis, name, { value });
    }
    for (const name of ["setTimeout", "setInterval", "setImmediate"] as const) this.wrap(name);
  }

  /** Room for the variables of a loop: of each the number and whether there is one. */
  private readonly startLoop = (names: string[]): Float64Array => {
    const before = names.map((name) => variables[name]);
    this.loop = { names, before, saved: new Float64Array(2 * names.length) };
    return this.loop.saved;
  };

  private readonly endLoop = (): void => {
    this.loop = undefined;
  };

  /** Gives the variables of a loop that was stopped the values that it saved last. */
  keepLoopVariables(): void {
    const { names, before, saved } = this.loop ?? { names: [], before: [], saved: [] };
    names.forEach((name, i) => {
      // A value that is no number went to the variable itself.
      const isOnlyNumber = Object.is(variables[name], before[i]);
      if (isOnlyNumber && saved[2 * i + 1] === 1) variables[name] = saved[2 * i];
    });
    this.loop = undefined;
  }

  private wrap(name: "setTimeout" | "setInterval" | "setImmediate"): void {
    const start = globalThis[name] as (...args: unknown[]) => unknown;
    const wrapped = (callback: unknown, ...rest: unknown[]) =>
      start(typeof callback === "function" ? this.bind(callback as Callback) : callback, ...rest);
    // Among them the symbol by which util.promisify finds the promise form.
    Object.defineProperties(wrapped, Object.getOwnPropertyDescriptors(start));
    Object.defineProperty(globalThis, name, { value: wrapped, writable: true, configurable: true });
  }

  private bind(callback: Callback): Callback {
    const cell = this.current;
    const enter = () => {
      if (!cell?.cancelled) this.current = cell;
      return !cell?.cancelled;
    };
    return function (this: unknown, ...args) {
      if (enter()) callback.apply(this, args);
    };
  }

  /** What cells await instead of a value: in an interrupted cell nothing comes back from it. */
  private readonly gate = (value: unknown): Settled | Promise<Settled> => {
    const cell = this.current;
    if (cell?.cancelled) return never;
    const then =
      value === null || value === undefined ? undefined : (value as { then?: unknown }).then;
    return typeof then === "function"
      ? settle(cell, value as PromiseLike<unknown>)
      : { cell, failed: false, value };
  };

  private readonly resume = (settled: Settled): unknown => {
    this.current = settled.cell;
    if (settled.failed) throw settled.error;
    return settled.value;
  };

  private readonly gateIterable = (
    values: Partial<AsyncIterable<unknown> & Iterable<unknown>>,
  ): AsyncIterable<unknown> => {
    const iterator = values[Symbol.asyncIterator]?.() ?? asynchronous(values as Iterable<unknown>);
    const pass = async (result: Promise<IteratorResult<unknown>>) =>
      this.resume(await this.gate(result)) as IteratorResult<unknown>;
    return {
      [Symbol.asyncIterator]: () => ({
        next: () => pass(iterator.next()),
        return: () =>
          pass(iterator.return?.() ?? Promise.resolve({ done: true, value: undefined })),
      }),
    };
  };
}

// An async function, so that the stack of an error still shows who awaited.
async function settle(cell: Cell | undefined, promise: PromiseLike<unknown>): Promise<Settled> {
  try {
    const value = await promise;
    return cell?.cancelled ? never : { cell, failed: false, value };
  } catch (error) {
    return cell?.cancelled ? never : { cell, failed: true, error };
  }
}

async function* asynchronous(values: Iterable<unknown>): AsyncGenerator<unknown> {
  for (const value of values) yield value;
}
