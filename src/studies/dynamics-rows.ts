import type { Solution } from "../numerics/solution.ts";
import {
  finiteCell,
  type MemoryColumns,
  type MethodColumns,
  memoryColumns,
  methodColumns,
} from "./dynamics-columns.ts";
import type { MeasuredPart } from "./measured-part.ts";
import { overSets, type SimulatedPart } from "./over-sets.ts";

/** Row of a table of retrieval dynamics: one time of one curve. */
export interface DynamicsRow extends MemoryColumns, MethodColumns {
  /** Start overlap asked for; a simulation starts at the nearest one of N spins, its m at t = 0. */
  readonly overlap0: number;
  readonly temperature: number;
  readonly t: number;
  /** Overlap m(t) with the pattern to retrieve. */
  readonly m: number;
  /**
   * Standard error: of a simulation over independent pattern sets, null for a single one; of theory over
   * populations of paths, null where it is exact or unknown.
   */
  readonly m_se: number | null;
  /**
   * How the solver of theory ended; of a simulation `frozen` where the self term holds spins where they are
   * (`Trajectories.warning`), null otherwise.
   */
  readonly status: Solution<unknown>["status"] | "frozen" | null;
}

/** The curves of a part as rows, start overlaps before times. */
export function dynamicsRows(measured: MeasuredPart): DynamicsRow[] {
  const { part, overlaps } = measured;
  const { steps, temperature } = part.setting;
  const times = Array.from({ length: steps + 1 }, (_, t) => t);
  return overlaps.flatMap((overlap0, k) => {
    const curve = "sets" in measured ? simulated(measured, k) : theoretical(measured, k);
    return times.map((t) => ({
      ...memoryColumns(part),
      overlap0,
      temperature,
      t,
      ...curve(t),
      ...methodColumns(part),
      status: "sets" in measured ? simulationStatus(measured) : measured.curves[k].status,
    }));
  });
}

const simulationStatus = ({ sets }: SimulatedPart): "frozen" | null =>
  sets.some(({ warning }) => warning !== null) ? "frozen" : null;

type Curve = (t: number) => Pick<DynamicsRow, "m" | "m_se">;

function theoretical({ curves }: Extract<MeasuredPart, { curves: unknown }>, k: number): Curve {
  const { m, errors } = curves[k].value;
  return (t) => ({ m: m[t], m_se: finiteCell(errors?.m[t]) });
}

function simulated(measured: SimulatedPart, k: number): Curve {
  return (t) => {
    const { mean, standardError } = overSets(measured, k, (run) => run[t]);
    return { m: mean, m_se: finiteCell(standardError) };
  };
}
