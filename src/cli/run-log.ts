import { SingleBar } from "cli-progress";
import type { CellFailure } from "../jupyter/run-notebook.ts";

/** What a run says on standard error: a bar on a terminal, plain lines elsewhere. */
export interface RunLog {
  start(file: string): void;
  progress(done: number, total: number): void;
  stop(): void;
  say(message: string): void;
}

/** The log of a run on standard error. */
export function createRunLog(): RunLog {
  const say = (message: string) => process.stderr.write(`${message}\n`);
  let name = "";
  if (!process.stderr.isTTY) {
    return {
      start(file) {
        name = file;
      },
      progress(done, total) {
        if (done > 0) say(`${name}: ${done} of ${total} cells`);
      },
      stop() {},
      say,
    };
  }
  let bar: SingleBar | undefined;
  return {
    start(file) {
      name = file;
    },
    progress(done, total) {
      if (!bar) {
        bar = new SingleBar({
          format: "{name} [{bar}] {value}/{total}",
          stream: process.stderr,
          clearOnComplete: true,
          gracefulExit: false,
          barsize: 30,
        });
        bar.start(total, done, { name });
      }
      bar.update(done);
    },
    stop() {
      bar?.stop();
      bar = undefined;
    },
    say,
  };
}

/** A failed cell in one line: notebook, cell, line, error. */
export function describeFailure(file: string, failure: CellFailure): string {
  const { cell, label, line, ename, evalue } = failure;
  const place = line === undefined ? "" : `, line ${line}`;
  return `${file}: ${label} (cell ${cell}${place}): ${ename}: ${evalue}`;
}

/** What is said of a notebook whose cells left timers or other work that did not end. */
export function describeLeftovers(file: string): string {
  return `${file}: closed with timers or other work pending 2 s after the last cell; await or clear them in a cell`;
}
