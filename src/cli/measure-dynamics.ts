import { InvalidArgumentError } from "commander";
import { canonicalJson } from "../experiment/canonical-json.ts";
import { produceOrLoad } from "../experiment/produce-or-load.ts";
import { sha256Hex } from "../experiment/record.ts";
import type { WorkerPool } from "../parallel/worker-pool.ts";
import { mostSequential } from "../plot/series.ts";
import type { DynamicsPart } from "../studies/dynamics-parts.ts";
import { type DynamicsRow, dynamicsRows } from "../studies/dynamics-rows.ts";
import type { DynamicsGrid } from "../studies/dynamics-setting.ts";
import type { MeasureOptions } from "../studies/measure-options.ts";
import { measuredPart } from "../studies/measured-part.ts";
import { checkedParts } from "../studies/require-dynamics.ts";
import { drawDynamics } from "./dynamics-recipe.ts";
import { dynamicsText } from "./dynamics-text.ts";
import { measureRows } from "./measure-rows.ts";
import type { RowsOutput } from "./output-options.ts";
import { usageOf } from "./usage-of.ts";

/** Version of the stored rows, raised when they change their meaning. */
const version = 1;

const flags = {
  orders: "--order",
  order: "--order",
  loads: "--load",
  load: "--load",
  overlaps: "--overlap",
  selfCoupling: "--self-coupling",
  ...Object.fromEntries(
    "steps temperature form interaction update sets targets solver paths populations seed theory simulate"
      .split(" ")
      .map((name) => [name, `--${name}`]),
  ),
};

/** Measures the curves of a grid and prints their rows, also when Ctrl-C ends it early. */
export async function measureDynamics(grid: DynamicsGrid, output: RowsOutput): Promise<void> {
  const { overlaps } = grid;
  const found: { parts: readonly DynamicsPart[] } = { parts: [] };
  usageOf(() => {
    found.parts = checkedParts("dynamics", grid, overlaps);
  }, flags);
  if (output.figure !== undefined && new Set(overlaps).size > mostSequential) {
    throw new InvalidArgumentError(
      `expected at most ${mostSequential} values of --overlap with --figure, got ${overlaps.length}; ` +
        "leave --figure out, or draw fewer",
    );
  }
  sayFrozen(found.parts);
  const rows = await measureRows({
    name: "dynamics",
    parts: found.parts,
    workers: output.workers,
    measure: (pool, part, options) => keptRows(pool, part, overlaps, output.out, options),
    text: (some: readonly DynamicsRow[]) => dynamicsText(some, output),
    unit: "parts",
  });
  if (rows === null) return;
  sayUncertain(rows);
  if (output.figure !== undefined) await drawDynamics(grid, rows, output.figure);
}

/** Says which simulations have a self term that grows with N. */
function sayFrozen(parts: readonly DynamicsPart[]): void {
  const frozen = parts.filter(({ source, setting }) => {
    const { selfCoupling, form, interaction, order } = setting;
    const isPoly = interaction === "poly" && (order === 2 || order % 2 === 1);
    return source === "simulation" && selfCoupling && form !== "distinct" && !isPoly;
  });
  for (const order of new Set(frozen.map(({ setting }) => setting.order))) {
    process.stderr.write(
      `damlab dynamics: the self term at order ${order} grows with N and holds spins where they are\n`,
    );
  }
}

/** Says of which curves of theory the error is larger than it should be. */
function sayUncertain(rows: readonly DynamicsRow[]): void {
  const curves = rows
    .filter(({ status, t }) => t === 0 && status !== null && status !== "converged")
    .map(({ order, load, overlap0 }) => `order ${order}, load ${load}, overlap ${overlap0}`);
  if (curves.length === 0) return;
  const shown = curves.slice(0, 3).join("; ");
  const more = curves.length > 3 ? ` and ${curves.length - 3} more` : "";
  process.stderr.write(
    `damlab dynamics: theory is uncertain at ${shown}${more}: see m_se; more --paths narrow it\n`,
  );
}

/** The rows of a part, from the folder where they are there. */
async function keptRows(
  pool: WorkerPool,
  part: DynamicsPart,
  overlaps: readonly number[],
  folder: string | undefined,
  options: MeasureOptions,
): Promise<DynamicsRow[]> {
  const run = async () => dynamicsRows(await measuredPart(pool, part, overlaps, options));
  if (folder === undefined) return run();
  const parameters = { ...part, overlaps, seed: part.setting.seed };
  return produceOrLoad(partName(part, parameters), parameters, run, { folder, version });
}

/** `dynamics/…`, for people up to the digest of all parameters at its end. */
function partName(part: DynamicsPart, parameters: Readonly<Record<string, unknown>>): string {
  const { interaction, order, convention, load, steps, seed } = part.setting;
  const words = [
    part.source,
    `${interaction}=${order}`,
    `${convention}=${load}`,
    ...(part.source === "simulation" ? [`N=${part.N}`, `sets=${part.sets}`] : []),
    `steps=${steps}`,
    `seed=${seed}`,
    sha256Hex(canonicalJson(parameters)).slice(0, 12),
  ];
  return `dynamics/${words.join(",")}`;
}
