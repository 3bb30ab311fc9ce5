import type { Bits, Separation } from "./separation.ts";

/** A set made by a construction instead of by candidates: words of a code, or states of a shell. */
export type Construction =
  /** Words of a linear code at this distance or more, no word with its negative; a fraction of N is rounded up. */
  | { readonly code: "bch" | "lexicode"; readonly distance: Bits }
  /** Different states at exactly this distance from a random centre; a fraction of N is rounded. */
  | { readonly shell: Bits };

/** Tells a construction from a separation. */
export const isConstruction = (wish: Separation | Construction): wish is Construction =>
  "code" in wish || "shell" in wish;
