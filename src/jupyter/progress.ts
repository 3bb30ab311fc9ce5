import { display } from "./display.ts";
import { hostSink } from "./display-host.ts";
import type { MimeBundle } from "./mime-bundle.ts";
import { escapeHtml } from "./report-html.ts";

/** A running count that is shown in place. */
export interface Progress {
  /** Adds to the count; 1 by default. */
  step(count?: number): void;
  /** Shows the last state: `done 40 of 40`, or `stopped at 12 of 40`. */
  finish(): void;
}

const PROGRESS_INTERVAL_MS = 100;

/**
 * Shows how far a loop has come, in one display that is updated at most ten times a second.
 *
 * With a number: returns a counter that is finished when it reaches it. With an iterable: returns
 * an iterable over the same values that counts them. The last state depends on the count alone.
 *
 * @param totalOrValues  number of steps, > 0, or the values to run over
 * @param label          words before the count
 */
export function progress(total: number, label?: string): Progress;
export function progress<T>(values: Iterable<T>, label?: string): Iterable<T>;
export function progress<T>(
  totalOrValues: number | Iterable<T>,
  label = "",
): Progress | Iterable<T> {
  if (typeof totalOrValues === "number") return counter(totalOrValues, label);
  return countedValues(totalOrValues, label);
}

function* countedValues<T>(values: Iterable<T>, label: string): Iterable<T> {
  const { length } = values as { length?: unknown };
  const count = counter(typeof length === "number" ? length : undefined, label);
  let complete = false;
  try {
    for (const value of values) {
      yield value;
      count.step();
    }
    complete = true;
  } finally {
    count.finish(complete);
  }
}

function counter(total: number | undefined, label: string) {
  const of = total === undefined ? "" : ` of ${total}`;
  let done = 0;
  let finished = false;
  let shownAt = performance.now();
  const handle = hostSink() && display.raw(progressBundle(label, `0${of}`, 0, total));
  return {
    step(count = 1) {
      done += count;
      if (total !== undefined && done >= total) this.finish(true);
      else if (performance.now() - shownAt >= PROGRESS_INTERVAL_MS) {
        shownAt = performance.now();
        handle?.update(progressBundle(label, `${done}${of}`, done, total));
      }
    },
    finish(complete = total === undefined || done >= total) {
      if (finished) return;
      finished = true;
      const words = `${complete ? "done" : "stopped at"} ${done}${of}`;
      const last = progressBundle(label, words, done, total);
      if (handle) handle.update(last);
      else display.raw(last);
    },
  };
}

function progressBundle(label: string, words: string, done: number, total?: number): MimeBundle {
  const text = label === "" ? words : `${label}: ${words}`;
  const max = total === undefined ? "" : ` value="${done}" max="${total}"`;
  const html = `<div>${escapeHtml(text)} <progress${max}></progress></div>`;
  return { "text/html": html, "text/plain": text };
}
