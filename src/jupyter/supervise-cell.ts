import { setTimeout as sleep } from "node:timers/promises";
import type { CellResult, Session, SessionEnd } from "./session.ts";

/** Why the runner stopped a cell, in the words of an error output. */
export interface Stop {
  readonly ename: "CellTimeout" | "TotalTimeout" | "MemoryLimit" | "Interrupted";
  readonly evalue: string;
}

export interface CellLimits {
  /** Seconds for this cell. */
  readonly cellTimeout?: number | undefined;
  /** Resident size of the session, in MB. */
  readonly maxMemory?: number | undefined;
  /** Aborted to end the run, with a `Stop` as its reason; without one the reason is "Interrupted". */
  readonly signal?: AbortSignal | undefined;
}

/** How a cell ended: by itself, with its session, or because the runner stopped it. */
export interface CellEnd {
  readonly status: CellResult["status"] | "died";
  readonly end?: SessionEnd;
  readonly stop?: Stop;
}

/** A session that does not answer an interrupt within this time is killed. */
const PATIENCE_MS = 2000;
const MEMORY_CHECK_MS = 100;

/**
 * Waits for a cell and stops it when it breaks a limit: first by an interrupt, which keeps the
 * session, then by killing the process. Too much memory kills at once.
 *
 * @param execution  promise of `session.execute`
 * @param onStop  called when the cell is told to stop, before it does
 */
export async function superviseCell(
  session: Session,
  execution: Promise<CellResult>,
  limits: CellLimits,
  onStop: () => void,
): Promise<CellEnd> {
  const settled: Promise<CellEnd> = execution.then(
    ({ status }) => ({ status }),
    (error: unknown) => {
      const end = (error as { end?: SessionEnd }).end;
      if (!end) throw error;
      return { status: "died" as const, end };
    },
  );
  const watch = watchLimits(session, limits);
  const first = await Promise.race([settled, watch.broken]).finally(watch.stop);
  if ("status" in first) return first;
  onStop();
  if (first.ename !== "MemoryLimit") {
    session.interrupt();
    const answer = await Promise.race([settled, sleep(PATIENCE_MS, undefined, { ref: false })]);
    if (answer) return { ...answer, stop: first };
  }
  kill(session.pid);
  const end = await session.ended;
  await settled;
  return { status: "died", end, stop: first };
}

/** The reason of an aborted signal. */
export function stopOf(signal: AbortSignal): Stop {
  const reason = signal.reason as Partial<Stop>;
  return reason.ename && reason.evalue !== undefined
    ? { ename: reason.ename, evalue: reason.evalue }
    : { ename: "Interrupted", evalue: "the run was interrupted" };
}

function watchLimits(session: Session, limits: CellLimits) {
  const { cellTimeout, maxMemory, signal } = limits;
  const timers: NodeJS.Timeout[] = [];
  const stop = new AbortController();
  const broken = new Promise<Stop>((resolve) => {
    if (cellTimeout !== undefined) {
      const evalue = `the cell ran longer than ${cellTimeout} s`;
      timers.push(setTimeout(() => resolve({ ename: "CellTimeout", evalue }), cellTimeout * 1000));
    }
    if (maxMemory !== undefined) {
      const evalue = `the process used more than ${maxMemory} MB`;
      const check = () => {
        if (session.residentBytes() > maxMemory * 2 ** 20)
          resolve({ ename: "MemoryLimit", evalue });
      };
      timers.push(setInterval(check, MEMORY_CHECK_MS));
    }
    signal?.addEventListener("abort", () => resolve(stopOf(signal)), { signal: stop.signal });
  });
  return {
    broken,
    stop() {
      for (const timer of timers) clearTimeout(timer);
      stop.abort();
    },
  };
}

function kill(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}
