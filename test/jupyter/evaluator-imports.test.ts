import assert from "node:assert/strict";
import { symlinkSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { type Cells, openCells, temporaryProject } from "../support/cells.ts";
import { repositoryRoot } from "../support/paths.ts";

let cells: Cells;
let project: string;

before(async () => {
  project = temporaryProject({
    "package.json": '{ "type": "module" }',
    "data/table.json": '{ "rows": [1, 2, 3] }',
    "src/index.ts":
      "import type { Spin } from './spin';\nexport { flip } from './spin.js';\nexport * from './folder';\nexport const up: Spin = 1;\n",
    "src/spin.ts":
      "export type Spin = 1 | -1;\nexport const flip = (s: Spin): Spin => (s === 1 ? -1 : 1);\n",
    "src/folder/index.ts": "export enum Order { Two = 2 }\n",
    "notebooks/empty.txt": "",
  });
  symlinkSync(join(repositoryRoot, "node_modules"), join(project, "node_modules"));
  cells = await openCells({ directory: join(project, "notebooks") });
});
after(() => cells.session.close());

async function value(code: string): Promise<unknown> {
  const outcome = await cells.run(code);
  assert.equal(outcome.status, "ok", outcome.error?.evalue ?? code);
  return outcome.value;
}

const PACKAGES: [name: string, code: string, expected: string][] = [
  ["vega", "import * as vega from 'vega'; typeof vega.parse({ marks: [] })", "object"],
  ["vega-lite", "import { compile } from 'vega-lite'; typeof compile", "function"],
  ["vega-embed", "import embed from 'vega-embed'; typeof embed", "function"],
  ["arquero", "import { table } from 'arquero'; table({ n: [1, 2] }).numRows()", "2"],
  ["mathjs", "import { evaluate } from 'mathjs'; evaluate('2 + 3') as number", "5"],
  ["@tensorflow/tfjs", "import * as tf from '@tensorflow/tfjs'; tf.tensor([1, 2]).shape[0]", "2"],
  [
    "apache-arrow",
    "import { tableFromArrays } from 'apache-arrow'; tableFromArrays({ n: [1] }).numRows",
    "1",
  ],
  ["JSON", "import table from '../data/table.json'; table.rows.length", "3"],
  [
    "JSON with an attribute",
    "import data from '../data/table.json' with { type: 'json' }; data.rows[0]!",
    "1",
  ],
  [
    "local TypeScript sources",
    "import { Order, flip, up } from '../src/index'; flip(up) * Order.Two",
    "-2",
  ],
  ["a source folder", "import { flip as turn } from '../src'; turn(-1)", "1"],
  ["a source by its compiled name", "import { up as one } from '../src/index.js'; one", "1"],
  ["a source by its own name", "import { up as plus } from '../src/index.ts'; plus", "1"],
  ["import() in an expression", "(await import('../src/spin')).flip(1)", "-1"],
  [
    "import() in a later function",
    "const later = () => import('../src/spin'); (await later()).flip(-1)",
    "1",
  ],
];

for (const [name, code, expected] of PACKAGES) {
  test(`evaluator: imports ${name}, typed, from the notebook's folder`, async () => {
    assert.equal(await value(code), expected);
  });
}

test("evaluator: imported names and types reach later cells", async () => {
  await value(
    "import { flip as swap, type Order as Rank } from '../src/index';\nimport type { Spin } from '../src/spin';",
  );
  assert.equal(await value("const s: Spin = -1; const rank: Rank | 1 = 1; swap(s) + rank"), "2");
  assert.match((await cells.run("swap('up')")).error?.evalue ?? "", /not assignable/);
});

test("evaluator: the working directory is the notebook's folder", async () => {
  assert.equal(await value("process.cwd().split('/').at(-1)"), "notebooks");
});

test("evaluator: a source that appears or changes after the start is type-checked anew", async () => {
  const missing = await cells.run("import { fresh } from '../src/fresh'; fresh");
  assert.match(missing.error?.evalue ?? "", /Cannot find module/);
  const file = join(project, "src/fresh.ts");
  writeFileSync(file, "export const fresh: number = 1;\n");
  assert.equal(await value("import { fresh } from '../src/fresh'; fresh"), "1");
  writeFileSync(file, "export const fresh: string = '1';\n");
  utimesSync(file, 1, 2);
  const changed = await cells.run(
    "import { fresh as n } from '../src/fresh'; const m: number = n;",
  );
  assert.match(changed.error?.evalue ?? "", /'string' is not assignable to type 'number'/);
});

test("evaluator: a folder without a project has Node's types and damlab by its own name", async () => {
  const bare = await openCells({ directory: temporaryProject() });
  try {
    const { value, error } = await bare.run(
      "import * as damlab from 'damlab';\nimport { sep } from 'node:path';\nBuffer.from(sep).length + Object.keys(damlab).length > 0",
    );
    assert.equal(error, undefined);
    assert.equal(value, "true");
  } finally {
    await bare.session.close();
  }
});
