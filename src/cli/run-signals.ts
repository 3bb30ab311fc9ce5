import type { Stop } from "../jupyter/supervise-cell.ts";

/** Signals that end a run in order, and the exit codes that say so. */
const EXIT_CODES = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;
type StopSignal = keyof typeof EXIT_CODES;

/** What stops a run from outside. */
export interface RunStopper {
  /** Aborted by Ctrl-C, SIGTERM, SIGHUP and by the time limit, with a `Stop` as its reason. */
  readonly signal: AbortSignal;
  /** Exit code once one of the signals has come. */
  exitCode(): number | undefined;
  /** Gives the signals and the timer back. */
  release(): void;
}

/**
 * One signal for all that stops a run. A second Ctrl-C or other signal ends the process.
 *
 * @param totalTimeout  seconds; no limit by default
 */
export function stopSignals(totalTimeout?: number): RunStopper {
  const controller = new AbortController();
  const abort = (stop: Stop) => controller.abort(stop);
  let exitCode: number | undefined;
  const onSignal = (name: NodeJS.Signals) => {
    if (exitCode !== undefined) process.exit(exitCode);
    exitCode = EXIT_CODES[name as StopSignal];
    abort({ ename: "Interrupted", evalue: "the run was interrupted" });
  };
  const names = Object.keys(EXIT_CODES) as StopSignal[];
  for (const name of names) process.on(name, onSignal);
  const timer =
    totalTimeout === undefined
      ? undefined
      : setTimeout(abort, totalTimeout * 1000, {
          ename: "TotalTimeout",
          evalue: `the run took longer than ${totalTimeout} s`,
        });
  return {
    signal: controller.signal,
    exitCode: () => exitCode,
    release() {
      for (const name of names) process.off(name, onSignal);
      clearTimeout(timer);
    },
  };
}
