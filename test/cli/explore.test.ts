import assert from "node:assert/strict";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { readJSON } from "../../src/patterns/load-json.ts";
import { damlab } from "../support/cli.ts";
import { repositoryRoot } from "../support/paths.ts";
import { suiteFolder, temporaryFolder } from "../support/temporary-folder.ts";

const folder = suiteFolder();
const datasets = join(repositoryRoot, "node_modules/vega-datasets/data");

/** A CSV file of a table of vega-datasets. */
async function csv(name: string): Promise<string> {
  const file = join(folder, `${name}.csv`);
  writeFileSync(file, (await readJSON(join(datasets, `${name}.json`))).toCSV());
  return file;
}

const quick = ["--trials", "2", "--order", "2,5"];

test("damlab explore: penguins as text, with the cost first and a complete offline report", async () => {
  const html = join(folder, "penguins.html");
  const file = await csv("penguins");
  const { code, stdout, stderr } = await damlab(["explore", file, ...quick, "--html", html]);
  assert.equal(code, 0, stderr);
  assert.match(
    stderr,
    /^explore: 333 of 344 rows of penguins\.csv, N = 36 spins: about \d+ s and \d+ MB\n/,
  );
  assert.match(stderr, /explore: 6 of 6 parts\n/);
  const headings = [...stdout.matchAll(/^(.+)\n═+$/gm)].map(([, heading]) => heading);
  assert.deepEqual(headings, [
    "Encoding",
    "Distances and correlation",
    "Near duplicates",
    "Capacity against surrogates",
    "What the surrogates share with the rows",
    "Prototypes",
    "Fixed points by order",
    "Completion of missing cells",
    "Confidence",
    "Missing cells, filled",
    "Outliers",
  ]);
  assert.match(stdout, /^Species +0\.9\d+ ± 0\.\d+ +0\.4\d+ ± 0\.\d+/m);
  assert.match(stdout, /\nseed 1\n$/);
  const page = readFileSync(html, "utf8");
  for (const heading of headings) assert.ok(page.includes(heading), heading);
  assert.match(page, /<title>penguins\.csv as memories<\/title>/);
  assert.match(page, /default-src 'none'/);
  // the runtime embeds the specifications of eight figures
  assert.equal(page.match(/<figure class="chart/g)?.length, 8);
  assert.doesNotMatch(page, /<pre class="source">/);
});

test("damlab explore: cars as JSON rows by section, the same for the same seed", async () => {
  const file = await csv("cars");
  const args = [
    "explore",
    file,
    ...quick,
    "--json",
    "--seed",
    "3",
    "--encode",
    "Year=skip,Cylinders=one-hot",
  ];
  const [first, again] = await Promise.all([damlab(args), damlab(args)]);
  assert.equal(first.code, 0, first.stderr);
  assert.equal(again.stdout, first.stdout);
  const rows: Record<string, unknown>[] = JSON.parse(first.stdout);
  const of = (section: string) => rows.filter((row) => row.section === section);
  const scheme = Object.fromEntries(of("encoding").map((row) => [row.column, row]));
  assert.equal(scheme.Cylinders.scheme, "one-hot");
  assert.equal(scheme.Year.note, "by wish");
  assert.match(String(scheme.Name.note), /^has 311 different texts/);
  assert.equal(of("capacity").length, 2 * 5);
  for (const { column, gain, gain_se } of of("completion")) {
    assert.ok(Number(gain) > 3 * Number(gain_se), String(column));
  }
  assert.ok(of("filled").every(({ confidence }) => Number(confidence) > 0));
  assert.equal(of("outliers").length, 20);
});

/** Bytes of an IDX file: two kinds of 6 × 6 images with noise of a fixed pattern. */
function bars(): Uint8Array {
  const images = 40;
  const pixels = Array.from({ length: images * 36 }, (_, k) => {
    const [image, pixel] = [Math.floor(k / 36), k % 36];
    const isBar = image % 2 ? pixel % 6 < 2 : pixel < 12;
    return isBar !== ((image * 7 + pixel * 5) % 23 === 0) ? 200 : 10;
  });
  return Uint8Array.from([0, 0, 8, 3, 0, 0, 0, images, 0, 0, 0, 6, 0, 0, 0, 6, ...pixels]);
}

test("damlab explore: images are binarised, their prototypes are the two kinds", async () => {
  const file = join(folder, "bars.idx");
  writeFileSync(file, bars());
  const html = join(folder, "bars.html");
  const { code, stdout, stderr } = await damlab([
    "explore",
    file,
    ...quick,
    "--prototype-order",
    "3",
    "--json",
    "--html",
    html,
  ]);
  assert.equal(code, 0, stderr);
  const rows: Record<string, unknown>[] = JSON.parse(stdout);
  const kinds = rows.filter((row) => row.section === "prototypes" && Number(row.share) > 0.3);
  const state = (isOn: (pixel: number) => boolean) =>
    Array.from({ length: 36 }, (_, pixel) => (isOn(pixel) ? 1 : -1)).join(" ");
  assert.deepEqual(
    kinds.map((row) => row.state).sort(),
    [state((pixel) => pixel < 12), state((pixel) => pixel % 6 < 2)].sort(),
  );
  assert.ok(!rows.some((row) => row.section === "completion"));
  assert.match(readFileSync(html, "utf8"), /Images that the others do not expect/);
});

const mnist = join(repositoryRoot, "../shared/datasets/mnist/t10k-images-idx3-ubyte.gz");

test("damlab explore: of the MNIST digits a stated choice is taken", {
  skip: !existsSync(mnist),
}, async () => {
  const { code, stdout, stderr } = await damlab([
    "explore",
    mnist,
    ...quick,
    "--rows",
    "60",
    "--size",
    "14x14",
  ]);
  assert.equal(code, 0, stderr);
  assert.match(stdout, /60 of 10000 images chosen at random \(seed 1\)/);
});

test("damlab explore: a broken table is named by line and column", async (t) => {
  const place = temporaryFolder(t);
  const file = join(place, "broken.csv");
  const refused = async (text: string, message: RegExp) => {
    writeFileSync(file, text);
    const { code, stdout, stderr } = await damlab(["explore", file]);
    assert.deepEqual([code, stdout], [1, ""]);
    assert.match(stderr, message);
  };
  await refused(
    "size,kind\n1,a\n2,b\n3\n",
    /^damlab explore: readCSV: expected 2 fields, got 1 in line 4 of .*broken\.csv, column 2\n$/,
  );
  await refused(
    'size,kind\n1,a\n2,b"c\n',
    /expected quotes only around a whole field, got a quote inside a field in line 3 of .*broken\.csv, column 2/,
  );
  await refused("size,size\n1,2\n", /got "size" again in column 2 of/);
  await refused("size\n1\n2\n3\n", /expected at least 10 complete rows, got 3 of 3|got none/);
});

test("damlab explore: unknown columns get the nearest name, bad options are usage errors", async () => {
  const file = await csv("penguins");
  const run = (...args: string[]) => damlab(["explore", file, ...args]);
  for (const args of [
    ["--columns", "Species,Sx"],
    ["--encode", "Sx=binary"],
    ["--encode", "Sx=skip"],
  ]) {
    const { code, stderr } = await run(...args);
    assert.equal(code, 2);
    assert.match(stderr, /got Sx; did you mean Sex\nsee damlab explore --help\n$/);
  }
  const wrong: [string[], RegExp][] = [
    [["--encode", "Sex=two-hot"], /expected column=one-hot, binary, .* got "Sex=two-hot"/],
    [["--encode", "Sex"], /got "Sex"/],
    [["--encode", "Sex=thermometer:1"], /expected an integer >= 2, got "1"/],
    [["--size", "14"], /expected a size like 14x14, got "14"/],
    [["--threshold", "dark"], /expected otsu, mean, median or a number, got "dark"/],
    [["--delimiter", ";;"], /expected one character, no quote, or tab, got ";;"/],
    [["--trails", "3"], /\(Did you mean --trials\?\)/],
  ];
  for (const [args, message] of wrong) {
    const { code, stdout, stderr } = await run(...args);
    assert.deepEqual([code, stdout], [2, ""], args.join(" "));
    assert.match(stderr, message);
  }
});

test("damlab explore: names, values and dollars of others stay text in the report", async (t) => {
  const place = temporaryFolder(t);
  const tag = (k: number) => `<img src=x onerror=alert(${k})>`;
  const file = join(place, `${tag(1)}[a](javascript:alert(2)).csv`);
  const lines = Array.from(
    { length: 40 },
    (_, k) =>
      `${k % 3},${k % 2 ? tag(3) : "$\\foo$"},${"abc"[(k * 7) % 3]},${k === 9 ? "" : (k * 5) % 4}`,
  );
  writeFileSync(file, `"${tag(4)}",$\\foo$,US$/A$,[b](javascript:alert(5))\n${lines.join("\n")}\n`);
  const html = join(place, "new folder/report.html");
  const { code, stdout, stderr } = await damlab(["explore", file, ...quick, "--html", html]);
  assert.equal(code, 0, stderr);
  assert.ok(stdout.includes(tag(4)));
  const page = readFileSync(html, "utf8").replace(/<script\b.*?<\/script>/gs, "");
  assert.doesNotMatch(page, /<img src=x/);
  assert.doesNotMatch(page, /href="javascript:/);
  assert.match(page, /<title>&lt;img src=x onerror=alert\(1\)&gt;\[a\]\(/);
});

test("damlab explore: rows that deviate once, together, are explored to the end", async (t) => {
  const file = join(temporaryFolder(t), "rare.csv");
  const lines = Array.from({ length: 60 }, (_, k) => (k === 5 ? "1,b" : "0,a"));
  writeFileSync(file, `x,kind\n${lines.join("\n")}\n`);
  const { code, stderr } = await damlab(["explore", file, ...quick, "--html", `${file}.html`]);
  assert.equal(code, 0, stderr);
});

test("damlab explore: what was found before a part fails is printed, then the error", async (t) => {
  const file = join(temporaryFolder(t), "equal.idx");
  const pixels = Array.from({ length: 20 * 4 }, (_, k) => (k % 4 < 2 ? 0 : 200));
  writeFileSync(file, Uint8Array.of(0, 0, 8, 3, 0, 0, 0, 20, 0, 0, 0, 2, 0, 0, 0, 2, ...pixels));
  const { code, stdout, stderr } = await damlab(["explore", file, "--json"]);
  assert.equal(code, 1);
  const sections = new Set(JSON.parse(stdout).map(({ section }: { section: string }) => section));
  assert.ok(sections.has("distances"), [...sections].join());
  assert.match(
    stderr,
    /damlab explore: explore: expected at least two .*, got 20 equal ones in .*\n$/,
  );
});

test("damlab explore: a report that cannot be written is refused at once", async (t) => {
  const place = temporaryFolder(t);
  const { code, stdout, stderr } = await damlab([
    "explore",
    await csv("penguins"),
    "--html",
    place,
  ]);
  assert.deepEqual([code, stdout], [1, ""]);
  assert.match(
    stderr,
    /^damlab explore: explore: expected .* to be writable, got EISDIR; choose another file with --html\n$/,
  );
});

test("damlab explore: Ctrl-C prints the finished parts and exits with 130", async () => {
  const file = await csv("penguins");
  const args = ["explore", file, "--trials", "2000", "--json"];
  const { code, stdout, stderr } = await damlab(args, { interruptAt: /2 of 6 parts/ });
  assert.equal(code, 130, stderr);
  const sections = new Set(JSON.parse(stdout).map(({ section }: { section: string }) => section));
  assert.deepEqual([...sections], ["encoding", "distances", "near"]);
  assert.match(stderr, /damlab explore: interrupted; finished parts are printed\n$/);
});
