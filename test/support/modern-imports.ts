import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { repositoryRoot } from "./paths.ts";

/**
 * Makes a project whose notebooks can import large modern packages, JSON and local sources.
 *
 * @param project  an empty folder
 * @returns the folder of its notebooks
 */
export function modernProject(project: string): string {
  for (const name of ["notebooks", "src", "data"]) mkdirSync(join(project, name));
  symlinkSync(join(repositoryRoot, "node_modules"), join(project, "node_modules"));
  writeFileSync(
    join(project, "src", "index.ts"),
    "export const twice = (x: number): number => 2 * x;\n",
  );
  writeFileSync(join(project, "data", "three.json"), '{ "value": 3 }\n');
  return join(project, "notebooks");
}

/** A cell that imports and uses them all. */
export const MODERN_CELL = [
  'import * as vega from "vega";',
  'import { compile } from "vega-lite";',
  'import embed from "vega-embed";',
  'import { table } from "arquero";',
  'import { evaluate } from "mathjs";',
  'import * as tf from "@tensorflow/tfjs";',
  'import { tableFromArrays } from "apache-arrow";',
  'import { stream } from "damlab";',
  'import three from "../data/three.json";',
  'import { twice } from "../src/index";',
  "const named = [vega.parse, compile, embed, stream].every((value) => typeof value === 'function');",
  "const size: number = table({ a: [1] }).numRows() + tableFromArrays({ a: [1] }).numRows;",
  "[named, size, Number(evaluate('1 + 1')), tf.scalar(4).rank, twice(three.value)].join(' ')",
].join("\n");

/** Plain text of its value. */
export const MODERN_VALUE = "true 2 2 0 6";
