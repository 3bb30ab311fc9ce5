import { patternCountAt } from "../theory/load.ts";
import {
  type DynamicsConditions,
  type DynamicsGrid,
  type DynamicsSetting,
  dynamicsSettings,
  type TheoryChoice,
} from "./dynamics-setting.ts";

/** Curves of theory at one setting; plain data. */
export interface TheoryPart {
  readonly source: "theory";
  readonly setting: DynamicsSetting;
  readonly choice: TheoryChoice;
}

/** Simulated curves at one setting and size; plain data. */
export interface SimulationPart {
  readonly source: "simulation";
  readonly setting: DynamicsSetting;
  readonly N: number;
  /** The load as a whole number of patterns. */
  readonly P: number;
  readonly sets: number;
  readonly targets: number;
}

/** What is measured at once. */
export type DynamicsPart = TheoryPart | SimulationPart;

/** The parts of a grid in the order of its rows: orders, loads, theory before N. */
export function dynamicsParts(
  grid: DynamicsConditions & Pick<DynamicsGrid, "loads">,
): DynamicsPart[] {
  const { theory = true, simulate = false } = grid;
  return dynamicsSettings(grid).flatMap((setting): DynamicsPart[] => [
    ...(theory === false
      ? []
      : [{ source: "theory" as const, setting, choice: theory === true ? {} : theory }]),
    ...(simulate === false
      ? []
      : simulate.N.map((N) => {
          const { sets, targets = 4 } = simulate;
          const P = patternsAt(setting, N);
          return { source: "simulation" as const, setting, N, P, sets, targets };
        })),
  ]);
}

/** The load of a setting as a number of patterns, rounded. */
export const patternsAt = (
  { load, order, convention }: Pick<DynamicsSetting, "load" | "order" | "convention">,
  N: number,
): number => Math.round(patternCountAt(load, N, order, convention));
