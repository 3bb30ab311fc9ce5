import { SingleBar } from "cli-progress";

/** Progress of a table of rows on standard error: a bar on a terminal, a line per row elsewhere. */
export interface ProgressLine {
  /** Share of row k that is done, 0 … 1. */
  update(row: number, share: number): void;
  /** Row k is finished. */
  finish(row: number): void;
  stop(): void;
}

/** Progress of `rows` rows; `unit` is what a row is called. */
export function createProgressLine(name: string, rows: number, unit = "rows"): ProgressLine {
  if (!process.stderr.isTTY) {
    return {
      update() {},
      finish: (row) => process.stderr.write(`${name}: ${row + 1} of ${rows} ${unit}\n`),
      stop() {},
    };
  }
  const bar = new SingleBar({
    format: `${name} [{bar}] {percentage} % {eta_formatted}`,
    stream: process.stderr,
    clearOnComplete: true,
    barsize: 30,
  });
  bar.start(rows, 0);
  return {
    update: (row, share) => bar.update(row + share),
    finish: (row) => bar.update(row + 1),
    stop: () => bar.stop(),
  };
}
