import { isRecord } from "./spec.ts";

/**
 * A compiled Vega specification whose signals react to nothing: in a drawing there is neither a pointer
 * nor a window, and Vega warns of events that it cannot listen to. Signals keep their first value.
 */
export function withoutEvents<Spec extends object>(spec: Spec): Spec {
  const { signals, marks } = spec as { signals?: unknown; marks?: unknown };
  return {
    ...spec,
    ...(Array.isArray(signals)
      ? { signals: signals.map(({ on: _, ...signal }: Record<string, unknown>) => signal) }
      : {}),
    ...(Array.isArray(marks)
      ? { marks: marks.map((mark) => (isRecord(mark) ? withoutEvents(mark) : mark)) }
      : {}),
  };
}
