import { InvalidArgumentError } from "commander";

/** Timers of Node hold at most 2³¹ − 1 ms. */
const LARGEST = 2_000_000;
const LEAST_MEMORY = 64;

/** Seconds of a time limit. */
export function seconds(text: string): number {
  const value = Number(text);
  if (text.trim() !== "" && value > 0 && value <= LARGEST) return value;
  throw new InvalidArgumentError(`expected seconds > 0 and ≤ ${LARGEST}, got ${text}`);
}

/** Whole megabytes of a memory limit in which a session can start. */
export function megabytes(text: string): number {
  const value = Math.round(Number(text));
  if (value >= LEAST_MEMORY && value <= LARGEST) return value;
  throw new InvalidArgumentError(`expected MB ≥ ${LEAST_MEMORY} and ≤ ${LARGEST}, got ${text}`);
}
