import type { DynamicsModel } from "../theory/dynamics-model.ts";
import type { LoadConvention } from "../theory/load.ts";

/** How theory is solved, in the words of `dynamicsTheory`. */
export interface TheoryChoice {
  /** Default: that of `dynamicsTheory`. */
  readonly solver?: "exact" | "monte-carlo";
  /** Of `monte-carlo`: paths of a population. */
  readonly paths?: number;
  /** Of `monte-carlo`: independent populations, whose spread is the standard error. */
  readonly populations?: number;
}

/** What is simulated. */
export interface SimulationChoice {
  /** Numbers of spins. */
  readonly N: readonly number[];
  /** Independent pattern sets; at least 2 where errors are wanted. */
  readonly sets: number;
  /** Patterns of a set that states start from, default 4; its runs are averaged. */
  readonly targets?: number;
}

/** What all studies of retrieval dynamics have in common. */
export interface DynamicsConditions {
  /** Orders n of the interaction. */
  readonly orders: readonly number[];
  /** Convention of the loads, default `variance`. */
  readonly convention?: LoadConvention;
  /** Time steps T. */
  readonly steps: number;
  /** Default 0; of fields of unit signal. */
  readonly temperature?: number;
  /** Default `poly`. */
  readonly interaction?: "poly" | "rect";
  /** Default `difference`. */
  readonly form?: "difference" | "derivative" | "distinct";
  /** Default false. */
  readonly selfCoupling?: boolean;
  /** Of the simulation; theory is about `synchronous`, the default. */
  readonly update?: "synchronous" | "asynchronous";
  readonly seed: number;
  /** Default true; or how. */
  readonly theory?: boolean | TheoryChoice;
  /** Default false. */
  readonly simulate?: false | SimulationChoice;
}

/** Grid of a study of retrieval dynamics: every combination of the lists is one curve. */
export interface DynamicsGrid extends DynamicsConditions {
  readonly loads: readonly number[];
  /** Start overlaps m(0), −1 … 1. */
  readonly overlaps: readonly number[];
}

/** One memory at one load, followed for some time; plain data with all defaults. */
export interface DynamicsSetting {
  readonly interaction: "poly" | "rect";
  readonly order: number;
  readonly load: number;
  readonly convention: LoadConvention;
  readonly form: "difference" | "derivative" | "distinct";
  readonly selfCoupling: boolean;
  readonly temperature: number;
  readonly update: "synchronous" | "asynchronous";
  readonly steps: number;
  readonly seed: number;
}

/** The settings of a grid, orders before loads. */
export function dynamicsSettings(grid: DynamicsConditions & Pick<DynamicsGrid, "loads">) {
  const { interaction = "poly", convention = "variance", form = "difference", steps } = grid;
  const { selfCoupling = false, temperature = 0, update = "synchronous", seed } = grid;
  return grid.orders.flatMap((order) =>
    grid.loads.map(
      (load): DynamicsSetting => ({
        interaction,
        order,
        load,
        convention,
        form,
        selfCoupling,
        temperature,
        update,
        steps,
        seed,
      }),
    ),
  );
}

/** The setting as theory takes it. */
export function theoryModel(setting: DynamicsSetting): DynamicsModel {
  const { interaction, order: n, load, convention, form, selfCoupling, temperature } = setting;
  return { interaction, n, load, convention, form, selfCoupling, temperature };
}
