import type { LoadConvention } from "../theory/load.ts";
import type { DynamicsPart } from "./dynamics-parts.ts";

/** First columns of a row: what was measured. */
export interface MemoryColumns {
  readonly source: "theory" | "simulation";
  readonly order: number;
  readonly load: number;
  readonly load_convention: LoadConvention;
  /** Stored patterns; null for theory, which has no size. */
  readonly P: number | null;
  readonly N: number | null;
}

/** Last columns of a row: how it was measured. */
export interface MethodColumns {
  /** Independent pattern sets; null for theory. */
  readonly sets: number | null;
  readonly seed: number;
  readonly interaction: string;
  readonly form: string;
  readonly self_coupling: boolean;
  readonly update: string;
  /** Runs of a set at one start overlap; null for theory. */
  readonly targets: number | null;
}

export function memoryColumns(part: DynamicsPart): MemoryColumns {
  const { order, load, convention } = part.setting;
  const { P, N } = part.source === "theory" ? { P: null, N: null } : part;
  return { source: part.source, order, load, load_convention: convention, P, N };
}

export function methodColumns(part: DynamicsPart): MethodColumns {
  const { seed, interaction, form, selfCoupling, update } = part.setting;
  const { sets, targets } = part.source === "theory" ? { sets: null, targets: null } : part;
  return { sets, seed, interaction, form, self_coupling: selfCoupling, update, targets };
}

/** A number as a cell: null where there is none, as of the error of a single set, or it is beyond all numbers. */
export const finiteCell = (value: number | null | undefined): number | null =>
  value != null && Number.isFinite(value) ? value : null;
