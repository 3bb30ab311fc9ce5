import { requireNumber } from "../core/require-number.ts";
import { shown } from "../core/shown.ts";
import { requireWord } from "../numerics/require-word.ts";
import { requireDynamicsModel } from "../theory/dynamics-model.ts";
import { mostExactSteps } from "../theory/exact-dynamics.ts";
import { requireLoadConvention } from "../theory/load.ts";
import { requireMemory } from "./dynamics-memory.ts";
import { type DynamicsPart, dynamicsParts, type SimulationPart } from "./dynamics-parts.ts";
import { type DynamicsConditions, type DynamicsGrid, theoryModel } from "./dynamics-setting.ts";
import { requireInteger, requireNumbers } from "./require-numbers.ts";

/**
 * The grid itself, once it is one.
 *
 * @throws {TypeError} in plain JavaScript: no object
 */
export function requireGrid<Grid extends object>(caller: string, grid: Grid): Grid {
  if (typeof grid === "object" && grid !== null) return grid;
  throw new TypeError(`${caller}: expected a grid, got ${shown(grid)}`);
}

/**
 * The parts of a grid, once it can be measured; `caller` names the public function.
 *
 * @param correlations  whether C(t, s) is wanted, which takes memory
 * @throws {RangeError} a number outside its range; a model without theory where theory is asked; fewer patterns
 *   than targets; more memory than there may be; nothing to measure
 * @throws {TypeError} unknown words, values of another kind, a single value where a list is expected
 */
export function checkedParts(
  caller: string,
  grid: DynamicsConditions & Pick<DynamicsGrid, "loads">,
  overlaps: readonly number[],
  correlations = false,
): DynamicsPart[] {
  const { theory = true, simulate = false, steps, update = "synchronous", seed } = grid;
  const { orders, loads, selfCoupling = false } = grid;
  requireOrders(caller, orders);
  requireNumbers(caller, "loads", loads);
  requireNumbers(caller, "overlaps", overlaps);
  requireInteger(caller, "steps", steps, 1);
  requireInteger(caller, "seed", seed, 0);
  const far = overlaps.find((overlap) => !(Math.abs(overlap) <= 1));
  if (far !== undefined) {
    throw new RangeError(`${caller}: expected start overlaps from -1 to 1, got ${far}`);
  }
  requireLoadConvention(caller, grid.convention ?? "variance");
  requireWord(caller, "update", update, ["synchronous", "asynchronous"]);
  if (typeof selfCoupling !== "boolean") {
    throw new TypeError(
      `${caller}: expected selfCoupling true or false, got ${shown(selfCoupling)}`,
    );
  }
  if (theory === false && simulate === false) {
    throw new RangeError(`${caller}: expected theory or simulate, got neither`);
  }
  if (theory !== false) requireTheory(caller, grid);
  if (simulate !== false) requireChoice(caller, simulate);
  for (const load of loads) requireLoad(caller, load);
  const parts = dynamicsParts(grid);
  for (const part of parts) {
    if (part.source === "theory") requireDynamicsModel(caller, theoryModel(part.setting));
    else requireSimulation(caller, part);
    requireMemory(caller, part, { overlaps: overlaps.length, correlations });
  }
  return parts;
}

function requireTheory(
  caller: string,
  { theory, steps, temperature = 0, update }: DynamicsConditions,
): void {
  if (update === "asynchronous") {
    throw new RangeError(
      `${caller}: expected update synchronous for theory, got asynchronous; leave theory out`,
    );
  }
  if (theory === undefined || theory === true) return;
  if (!isRecord(theory)) {
    throw new TypeError(
      `${caller}: expected theory true, false or such as { paths: 20000 }, got ${shown(theory)}`,
    );
  }
  const { solver = "monte-carlo", paths = 2, populations = 1 } = theory;
  requireWord(caller, "solver", solver, ["exact", "monte-carlo"]);
  if (solver === "exact" && (steps > mostExactSteps || temperature > 0)) {
    throw new RangeError(
      `${caller}: expected at most ${mostExactSteps} steps at temperature 0 for solver exact, got ` +
        `${steps} steps at temperature ${temperature}; take solver monte-carlo`,
    );
  }
  requireInteger(caller, "paths", paths, 2);
  requireInteger(caller, "populations", populations, 1);
}

function requireChoice(caller: string, simulate: unknown): void {
  if (!isRecord(simulate)) {
    throw new TypeError(
      `${caller}: expected simulate such as { N: [512], sets: 20 }, got ${shown(simulate)}`,
    );
  }
  const { N, sets, targets = 4 } = simulate;
  requireNumbers(caller, "N", N);
  for (const one of N) requireInteger(caller, "N", one, 2);
  requireInteger(caller, "sets", sets, 1);
  requireInteger(caller, "targets", targets, 1);
}

/** @throws as `checkedParts` */
export function requireOrders(caller: string, orders: readonly number[]): void {
  requireNumbers(caller, "orders", orders);
  for (const order of orders) requireInteger(caller, "order", order, 2);
}

function requireSimulation(caller: string, { setting, P, N, targets }: SimulationPart): void {
  const { interaction, order, form, convention } = setting;
  requireWord(caller, "interaction", interaction, ["poly", "rect"]);
  // the limits of theory are none of a simulation: the self term, order 2 of rect, loads P/N
  requireDynamicsModel(caller, {
    ...theoryModel(setting),
    ...(form === "distinct" ? {} : { interaction: "poly" }),
    ...(convention === "samples" ? { convention: "variance" } : {}),
    selfCoupling: setting.selfCoupling && form === "distinct",
  });
  if (form === "distinct" && N < order) {
    throw new RangeError(
      `${caller}: expected N >= order with form distinct, got N = ${N} at order ${order}, ` +
        "which has no couplings of distinct spins; raise N, or lower the order",
    );
  }
  if (P >= targets) return;
  throw new RangeError(
    `${caller}: expected as many patterns as targets, got P = ${P} at load ${setting.load} and N = ${N} ` +
      `with ${targets} targets; raise the load or N, or lower targets`,
  );
}

function requireLoad(caller: string, load: number): void {
  if (load > 0 && load < Infinity) return;
  throw new RangeError(`${caller}: expected a finite load > 0, got ${load}`);
}

/** @throws {RangeError} a number outside 0 … 1, ends excluded */
export function requireShare(caller: string, name: string, value: number): void {
  requireNumber(caller, name, value);
  if (value > 0 && value < 1) return;
  throw new RangeError(`${caller}: expected 0 < ${name} < 1, got ${value}`);
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null;
