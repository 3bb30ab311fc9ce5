import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import type { DynamicsRow } from "../../src/studies/dynamics-rows.ts";
import { dynamicsStudy } from "../../src/studies/dynamics-study.ts";
import { damlab } from "../support/cli.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const columns =
  "source order load load_convention P N overlap0 temperature t m m_se sets seed".split(" ");
const few = ["--paths", "200", "--populations", "2", "--sets", "2", "--targets", "2"];
const small = [
  "dynamics",
  "--workers",
  "1",
  "--spins",
  "40",
  "--steps",
  "2",
  "--overlap",
  "0.5:0.9:0.2",
  ...few,
];

/** The rows of a study as the command prints them. */
const printed = (study: { objects(): object[] }) =>
  (study.objects() as DynamicsRow[]).map((row) =>
    Object.fromEntries(columns.map((column) => [column, row[column as keyof DynamicsRow]])),
  );

test("damlab dynamics: rows of theory and simulation with exactly the documented columns", async () => {
  const { code, stdout, stderr } = await damlab([...small, "--load", "0.1,0.2", "--json"]);
  assert.equal(code, 0, stderr);
  const rows: Record<string, unknown>[] = JSON.parse(stdout);
  for (const row of rows) assert.deepEqual(Object.keys(row), columns);
  const study = await dynamicsStudy({
    orders: [3],
    loads: [0.1, 0.2],
    overlaps: [0.5, 0.7, 0.9],
    steps: 2,
    seed: 1,
    theory: { paths: 200, populations: 2 },
    simulate: { N: [40], sets: 2, targets: 2 },
  });
  assert.deepEqual(rows, printed(study));
  assert.match(stderr, /^dynamics: 1 of 4 parts\n/);
});

test("damlab dynamics: CSV has the same columns; the table states once what is the same in all rows", async () => {
  const simulated = ["dynamics", "--simulate", "--spins", "40", "--steps", "1", "--sets", "2"];
  const csv = (await damlab([...simulated, "--overlap", "1", "--csv"])).stdout.split("\n");
  assert.equal(csv[0], columns.join(","));
  assert.equal(csv[1], "simulation,3,0.2,variance,107,40,1,0,0,1,0,2,1");
  const { stdout } = await damlab([...simulated, "--overlap", "0.5,1"]);
  const [shared, head, , first] = stdout.split("\n");
  assert.match(
    shared,
    /^source simulation, order 3, load 0.2, load_convention variance, P 107, N 40/,
  );
  assert.match(shared, /seed 1$/);
  assert.match(head, /^overlap0 +t +m +m_se$/);
  assert.match(first, /^ +0.5 +0 +0.5 +0$/);
});

test("damlab dynamics: --theory or --simulate alone, and conditions as of the study", async () => {
  const rowsOf = async (...more: string[]) => {
    const { stdout, code, stderr } = await damlab([
      "dynamics",
      "--workers",
      "1",
      "--steps",
      "1",
      "--json",
      ...more,
    ]);
    assert.equal(code, 0, stderr);
    return JSON.parse(stdout) as DynamicsRow[];
  };
  const theory = await rowsOf("--theory", "--solver", "exact", "--overlap", "0.5");
  assert.deepEqual([...new Set(theory.map(({ source }) => source))], ["theory"]);
  // m(1) = erf(m₀² / √(2 α′)), without error
  assert.ok(Math.abs(theory[1].m - 0.42385) < 1e-6);
  assert.equal(theory[1].m_se, null);
  const found = await rowsOf(
    ...["--spins", "30", "--sets", "2", "--overlap", "0.8", "--seed", "3"],
    ...["--order", "2", "--load", "0.3", "--load-convention", "factorial", "--targets", "2"],
    ...["--interaction", "rect", "--form", "derivative", "--self-coupling"],
    ...["--temperature", "2.5e-1", "--update", "asynchronous"],
  );
  const study = await dynamicsStudy({
    orders: [2],
    loads: [0.3],
    convention: "factorial",
    overlaps: [0.8],
    steps: 1,
    seed: 3,
    interaction: "rect",
    form: "derivative",
    selfCoupling: true,
    temperature: 0.25,
    update: "asynchronous",
    theory: false,
    simulate: { N: [30], sets: 2, targets: 2 },
  });
  assert.deepEqual(found, printed(study));
});

test("damlab dynamics: a folder keeps parts with their record and gives them back", async (t) => {
  const folder = temporaryFolder(t);
  const first = await damlab([...small, "--csv", "--out", folder]);
  const files = readdirSync(join(folder, "dynamics"));
  const records = files.filter((file) => file.endsWith(".record.json"));
  assert.equal(records.length, 2);
  const started = () => records.map((file) => readFileSync(join(folder, "dynamics", file), "utf8"));
  const before = started();
  const again = await damlab([...small, "--csv", "--out", folder]);
  assert.equal(again.stdout, first.stdout);
  assert.deepEqual(started(), before);
  // another grid finds its own parts
  await damlab([...small, "--steps", "1", "--csv", "--out", folder]);
  assert.equal(readdirSync(join(folder, "dynamics")).length, 8);
});

test("damlab dynamics: Ctrl-C prints the finished parts and exits with 130", async () => {
  const long = ["--spins", "40,512", "--sets", "200", "--steps", "100", "--load", "0.4"];
  const args = ["dynamics", "--simulate", ...long, "--overlap", "0.8", "--workers", "1", "--json"];
  const result = await damlab(args, { interruptAt: /1 of 2 parts/, limit: 60 });
  assert.equal(result.code, 130, result.stderr);
  const rows: DynamicsRow[] = JSON.parse(result.stdout);
  assert.deepEqual([rows.length, rows[0].N], [101, 40]);
  assert.match(result.stderr, /damlab dynamics: interrupted after 1 of 2 parts\n$/);
});

test("damlab dynamics: a figure is made again from its file", async (t) => {
  const folder = temporaryFolder(t);
  const drawn = await damlab([...small, "--load", "0.1,0.2", "--figure", "a.svg"], { cwd: folder });
  assert.equal(drawn.code, 0, drawn.stderr);
  const rebuilt = await damlab(["figure", "rebuild", "a.svg"], { cwd: folder });
  assert.deepEqual([rebuilt.code, rebuilt.stdout], [0, "a.svg: identical\n"], rebuilt.stderr);
});

test("damlab dynamics: bad options are usage errors by name", async () => {
  const wrong: [string[], RegExp][] = [
    [["--order", "1"], /'--order <n>' argument '1' is invalid\. expected integers >= 2/],
    [["--load", "0"], /: expected a finite --load > 0, got 0\nsee damlab dynamics --help/],
    [["--temperature=-1"], /: expected a finite --temperature >= 0, got -1/],
    [["--temperature", "1,2"], /expected one decimal, got "1,2"/],
    [["--order", "4", "--self-coupling"], /: expected no --self-coupling for poly at --order 4/],
    [["--spins", "4000", "--order", "4"], /: expected a simulation of at most 1 GiB a worker/],
    [
      ["--paths", "100000000"],
      /: expected --paths and pairs of times within 2 GiB, got 100000000 paths × 30 steps/,
    ],
    [
      ["--spins", "4"],
      /: expected as many patterns as --targets, got P = 1 at load 0.2 and N = 4 /,
    ],
    [
      ["--order", "2", "--interaction", "rect"],
      /got 2, where overlaps feel their own pattern's force/,
    ],
    [
      ["--load-convention", "samples"],
      /: expected a --load-convention that grows as N\^2 at --order 3/,
    ],
    [
      ["--solver", "exact", "--steps", "2", "--paths", "9"],
      /--paths with --solver monte-carlo, got it with exact/,
    ],
    [
      ["--theory", "--update", "asynchronous"],
      /expected --update with --simulate, got it with --theory alone/,
    ],
    [["--load-convention", "gardner"], /Allowed choices are variance, krotov, abbott-arian, fact/],
    [["--theory", "--sets", "3"], /expected --sets with --simulate, got it with --theory alone/],
    [["--overlap", "0:1:0.05", "--figure", "a.svg"], /at most 20 values of --overlap with --figu/],
  ];
  const results = await Promise.all(wrong.map(([args]) => damlab(["dynamics", ...args])));
  results.forEach(({ code, stdout, stderr }, k) => {
    assert.deepEqual([code, stdout], [2, ""], `${wrong[k][0].join(" ")}: ${stderr}`);
    assert.match(stderr, wrong[k][1]);
  });
});
