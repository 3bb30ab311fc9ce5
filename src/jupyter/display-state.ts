import type { MimeBundle } from "./mime-bundle.ts";

/** How values of one kind are shown. The formatter registered last is asked first. */
export interface Formatter<T = unknown> {
  /** Registering the same name again replaces the formatter in its place. */
  readonly name: string;
  matches(value: unknown): value is T;
  format(value: T): MimeBundle | Promise<MimeBundle>;
}

interface DisplayState {
  formatters: Formatter[];
  /** Displays so far, for their ids. */
  displays: number;
  /** Displays that are begun and not yet sent. */
  pending: Set<Promise<void>>;
}

// Shared through the global object: this module may be loaded twice, by the evaluator and by the
// user's import of the package.
const KEY = Symbol.for("damlab.display.state");
const shared = globalThis as { [KEY]?: DisplayState };
shared[KEY] ??= { formatters: [], displays: 0, pending: new Set() };

export const displayState: DisplayState = shared[KEY];

/** Resolves when every display begun so far has been sent. */
export async function pendingDisplays(): Promise<void> {
  while (displayState.pending.size > 0) await Promise.all(displayState.pending);
}

/** Has `pendingDisplays` wait for what sends a display later, and fail when that fails. */
export function addPending(sending: Promise<void>): void {
  const pending: Promise<void> = sending.finally(() => displayState.pending.delete(pending));
  displayState.pending.add(pending);
}
