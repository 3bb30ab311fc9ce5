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
  assert.match(csv[1], /^exp:0.5,,10,none,none,all,1,\d+\.5,,,,,,,,"binary search.*",1$/);
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

test("damlab capacity: Ctrl-C ends a single worker in the middle of a trial of hours", async () => {
  const endless = ["--spins", "8,600", "--order", "4", "--criterion", "basin:0.1", "--trials", "2"];
  const args = ["capacity", ...endless, "--workers", "1", "--csv"];
  const result = await damlab(args, { interruptAt: /1 of 2 rows/, limit: 60 });
  assert.equal(result.code, 130, result.stderr);
  assert.equal(result.stdout.trimEnd().split("\n").length, 2);
  assert.match(result.stderr, /interrupted after 1 of 2 rows\n$/);
});

test("damlab capacity: a table of several rules numbers them, and says where k50 is a lower bound", async () => {
  const code = ["--spins", "16", "--separation", "lexicode:8,none", "--trials", "8"];
  const { stdout } = await damlab(["capacity", ...code]);
  const [columns, , first, second, ...rules] = stdout.trimEnd().split("\n");
  assert.match(columns, /k50 +note +k50_lo .*rule$/);
  assert.match(first, / 16 +lower bound .* 1$/);
  assert.doesNotMatch(second, /lower bound/);
  assert.match(rules[0], /^rule 1: .*lower bound: 8 data sets limited/);
  assert.match(rules[1], /^rule 2: /);
  assert.equal(rules.length, 2);
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
    [
      ["--criterion", "basin:0.1", "--method", "curves"],
      /: expected a --criterion of counts with --method curves, got basin:0\.1; take --method bis/,
    ],
    [
      ["--method", "sprt", "--vote", "majority:3"],
      /: expected --search and --vote with --method bisection, got --vote majority:3 with sprt; /,
    ],
    [
      ["--method", "sprt", "--resamples", "9"],
      /: expected --resamples with --method curves, got 9 with sprt; leave them out/,
    ],
    [
      ["--trials", "1"],
      /: expected --trials >= 2 .*, got 1; run more, or ask for none with --resamples 0\nsee damlab capacity --help/,
    ],
    [
      ["--criterion", "basin:0.1", "--ties", "fail"],
      /: expected --ties keep with --criterion basin:0\.1, got fail/,
    ],
    [
      ["--separation", "shell:4", "--correlation", "ar1:0.2"],
      /: expected correlation none with shell/,
    ],
    [["--correlation", "block8:-0.5"], /: expected a correlation structure .* got block8:-0\.5/],
    [["--spins", "16", "--separation", "none,min:16"], /: expected .* antipodal pairs/],
    [["--spins", "16", "--separation", "min:17"], /: expected .*17/],
    [["--json", "--csv"], /'--json' cannot be used with option '--csv'/],
  ];
  const results = await Promise.all(wrong.map(([args]) => damlab(["capacity", ...args])));
  results.forEach(({ code, stdout, stderr }, k) => {
    assert.deepEqual([code, stdout], [2, ""], wrong[k][0].join(" "));
    assert.match(stderr, wrong[k][1]);
  });
  const unlikely = ["--spins", "64", "--separation", "max:1+min:1", "--trials", "2"];
  const impossible = await damlab(["capacity", ...unlikely]);
  assert.deepEqual([impossible.code, impossible.stdout], [1, ""], impossible.stderr);
});
