import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type LabelledVectors, normalised } from "../../src/patterns/unit-vectors.ts";
import { repositoryRoot } from "./paths.ts";

const folder = join(repositoryRoot, "../shared/datasets/optdigits");

/** Why tests on the digits are skipped here; false where the data are there. */
export const skipWithoutDigits = existsSync(folder) ? false : "no data sets beside the repository";

/** The first rows (default all) of the optical digits, 8 × 8, as unit vectors. */
export function optdigits(part: "train" | "test", rows = Infinity): LabelledVectors {
  const lines = readFileSync(join(folder, `${part}.csv`), "utf8")
    .trim()
    .split("\n")
    .slice(0, rows);
  const numbers = lines.map((line) => line.split(",").map(Number));
  return {
    ...normalised(
      numbers.flatMap((row) => row.slice(0, 64)),
      lines.length,
      64,
    ),
    labels: Int32Array.from(numbers, (row) => row[64]),
    C: 10,
  };
}
