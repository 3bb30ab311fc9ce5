import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { simulatedCapacity } from "../../src/studies/simulated-capacity.ts";
import { damlab } from "../support/cli.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const columns =
  "energy order N separation correlation criterion trials k50 k50_lo k50_hi k_first_mean " +
  "k_first_se k_last_mean k_last_se theory_k50 rule seed";
const small = ["--order", "2,3", "--spins", "16:20:4", "--trials", "3", "--seed", "5"];

test("damlab capacity: one row per combination, with exactly the documented columns", async () => {
  const { code, stdout, stderr } = await damlab(["capacity", ...small, "--json"]);
  assert.equal(code, 0, stderr);
  const rows: Record<string, unknown>[] = JSON.parse(stdout);
  for (const row of rows) assert.equal(Object.keys(row).join(" "), columns);
  assert.deepEqual(
    rows.map(({ order, N, seed }) => [order, N, seed]),
    [
      [2, 16, 5],
      [2, 20, 5],
      [3, 16, 5],
      [3, 20, 5],
    ],
  );
  const { source, ...expected } = await simulatedCapacity({
    energy: "poly",
    order: 3,
    N: 20,
    separation: "none",
    correlation: "none",
    criterion: "all",
    trials: 3,
    seed: 5,
  });
  assert.equal(source, "simulation");
  assert.deepEqual(rows[3], expected);
  assert.match(stderr, /^capacity: 1 of 4 rows\n/);
});

test("damlab capacity: CSV has the same columns, the table shows seed and rule", async () => {
  const one = ["capacity", "--energy", "exp", "--beta", "0.5", "--spins", "10", "--trials", "1"];
  const search = [...one, "--method", "bisection"];
  const csv = (await damlab([...search, "--csv"])).stdout.split("\n");
  assert.equal(csv[0].replaceAll('"', "").replaceAll(",", " "), columns);
  assert.match(csv[1], /^exp:0.5,,10,none,none,all,1,\d+,,,,,,,,"binary search.*",1$/);
  const { stdout } = await damlab(search);
  assert.match(stdout, /\bseed\b[\s\S]*\nrule: binary search, fresh data, vote single/);
});

test("damlab capacity: a folder keeps rows with their record and gives them back", async (t) => {
  const folder = temporaryFolder(t);
  const first = await damlab(["capacity", ...small, "--csv", "--out", folder]);
  const files = readdirSync(join(folder, "capacity"));
  assert.equal(files.filter((file) => file.endsWith(".record.json")).length, 4);
  const again = await damlab(["capacity", ...small, "--csv", "--out", folder]);
  assert.equal(again.stdout, first.stdout);
  assert.equal(again.code, 0);
});

test("damlab capacity: an interrupted run is taken up again without its finished rows", async (t) => {
  const folder = temporaryFolder(t);
  const grid = ["--order", "2,3,4", "--spins", "20", "--trials", "60", "--csv", "--out", folder];
  const started = () => {
    const files = readdirSync(join(folder, "capacity")).filter((file) => /record/.test(file));
    const when = (file: string) =>
      JSON.parse(readFileSync(join(folder, "capacity", file), "utf8")).provenance.started;
    return new Map(files.map((file) => [file, when(file)]));
  };
  const first = await damlab(["capacity", ...grid, "--workers", "2"], { interruptAt: /1 of 3/ });
  assert.equal(first.code, 130, first.stderr);
  const before = started();
  assert.ok(before.size >= 1 && before.size < 3, `${before.size} rows`);
  const second = await damlab(["capacity", ...grid, "--workers", "1"]);
  assert.equal(second.code, 0, second.stderr);
  const after = started();
  assert.equal(after.size, 3);
  for (const [file, when] of before) assert.equal(after.get(file), when, file);
  assert.ok(second.stdout.startsWith(first.stdout.trimEnd()), "the same rows");
  const fresh = await damlab(["capacity", ...grid.slice(0, -2), "--workers", "2"]);
  assert.equal(second.stdout, fresh.stdout);
});

test("damlab capacity: Ctrl-C prints the finished rows and exits with 130", async () => {
  const long = ["--order", "2,5", "--spins", "40", "--trials", "1000", "--json"];
  const result = await damlab(["capacity", ...long], { interruptAt: /1 of 2 rows/ });
  assert.equal(result.code, 130, result.stderr);
  const rows = JSON.parse(result.stdout);
  assert.deepEqual(
    rows.map(({ order }: { order: number }) => order),
    [2],
  );
  assert.match(result.stderr, /damlab capacity: interrupted after 1 of 2 rows\n$/);
});

test("damlab capacity: bad options are usage errors by name, impossible data a named failure", async () => {
  const wrong: [string[], RegExp][] = [
    [
      ["--energy", "pol"],
      /option '--energy <name>' argument 'pol' is invalid\. expected poly, rect or exp/,
    ],
    [["--spns", "3"], /unknown option '--spns'\n\(Did you mean --spins\?\)/],
    [["--order", "2:"], /expected integers >= 1 as a,b,c or start:stop\[:step\]/],
    [
      ["--criterion", "al"],
      /invalid\. expected all, pattern:FRACTION, bit:FRACTION or basin:FLIPS, got "al"/,
    ],
    [["--separation", "mean:0.4,min"], /invalid\. expected none, mean:0\.4/],
    [["--correlation", "ar2:0.4"], /invalid\. expected none, ar1:0\.4/],
    [["--vote", "majority:2"], /invalid\. expected an odd integer k >= 1, got 2/],
    [["--workers", "0"], /expected an integer >= 1, got "0"/],
    [["--method", "curve"], /Allowed choices are curves, bisection, sprt/],
    [["--energy", "exp", "--order", "3"], /expected --order with --energy poly or rect, got/],
    [["--beta", "2"], /expected --beta with --energy exp, got it with poly/],
    [["--json", "--csv"], /'--json' cannot be used with option '--csv'/],
  ];
  const results = await Promise.all(wrong.map(([args]) => damlab(["capacity", ...args])));
  results.forEach(({ code, stdout, stderr }, k) => {
    assert.deepEqual([code, stdout], [2, ""], wrong[k][0].join(" "));
    assert.match(stderr, wrong[k][1]);
  });
  const antipodes = ["--spins", "16", "--separation", "none,min:16", "--trials", "2"];
  const forbidden = await damlab(["capacity", ...antipodes]);
  assert.deepEqual([forbidden.code, forbidden.stdout], [1, ""]);
  assert.match(forbidden.stderr, /^damlab capacity: \w+: .* antipodal pairs/);
  const impossible = await damlab(["capacity", "--spins", "16", "--separation", "min:17"]);
  assert.equal(impossible.code, 1);
  assert.match(impossible.stderr, /^damlab capacity: \w+: expected .*17/);
});
