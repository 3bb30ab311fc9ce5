import { SingleBar } from "cli-progress";

/** Progress of training on standard error: a bar on a terminal, a line an epoch elsewhere. */
export interface EpochLine {
  /** Share of all epochs that is done, 0 … 1. */
  update(share: number): void;
  /** An epoch is done; its numbers in words. */
  finish(words: string): void;
  stop(): void;
}

export function createEpochLine(name: string): EpochLine {
  if (!process.stderr.isTTY) {
    return {
      update() {},
      finish: (words) => process.stderr.write(`${name}: ${words}\n`),
      stop() {},
    };
  }
  const bar = new SingleBar({
    format: `${name} [{bar}] {percentage} % {words}`,
    stream: process.stderr,
    clearOnComplete: true,
    barsize: 20,
  });
  bar.start(1, 0, { words: "" });
  return {
    update: (share) => bar.update(share),
    finish: (words) => bar.update({ words }),
    stop: () => bar.stop(),
  };
}
