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
import { sayDoubts } from "./say-doubts.ts";
import { usageOf } from "./usage-of.ts";

/** Version of the stored rows, raised when they change their meaning. */
const version = 2;

const flags = {
  orders: "--order",
  order: "--order",
  loads: "--load",
  "load convention": "--load-convention",
  "start overlaps": "--overlap",
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
  const rows = await measureRows({
    name: "dynamics",
    parts: found.parts,
    workers: output.workers,
    measure: (pool, part, options) => keptRows(pool, part, overlaps, output.out, options),
    text: (some: readonly DynamicsRow[]) => dynamicsText(some, output),
    unit: "parts",
  });
  if (rows === null) return;
  sayFrozen(rows);
  sayDoubts(rows);
  if (output.figure !== undefined) await drawDynamics(grid, rows, output.figure);
}

/** Says at which orders the self term holds every spin of a simulation. */
function sayFrozen(rows: readonly DynamicsRow[]): void {
  const frozen = rows.filter(({ status }) => status === "frozen");
  for (const order of new Set(frozen.map((row) => row.order))) {
    process.stderr.write(
      `damlab dynamics: the self term at order ${order} holds spins where they are; leave --self-coupling out\n`,
    );
  }
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
