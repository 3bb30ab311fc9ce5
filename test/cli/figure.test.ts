import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { packageVersion } from "../../src/experiment/package-version.ts";
import { formatNotebook } from "../../src/jupyter/nbformat.ts";
import { saveFigure } from "../../src/plot/export.ts";
import { readRecipe } from "../../src/plot/recipe.ts";
import { damlab } from "../support/cli.ts";
import { figures } from "../support/figures.ts";
import { suiteFolder } from "../support/temporary-folder.ts";
import { code, notebookOf } from "../support/tiny-notebook.ts";

const folder = suiteFolder();
const spec = figures.curves!;
const here = `damlab ${packageVersion}`;
const figure = (...args: string[]) => damlab(["figure", ...args], { cwd: folder });
const file = (...path: string[]) => join(folder, ...path);

function write(path: string, text: string): void {
  mkdirSync(dirname(file(path)), { recursive: true });
  writeFileSync(file(path), text);
}

/** The text with one replacement, which must be found. */
function changed(text: string, from: string, to: string): string {
  assert.ok(text.includes(from), from);
  return text.replace(from, to);
}

test("figure inspect: says what a file is, in words and as JSON", async () => {
  await saveFigure(spec, file("a.png"), { dpi: 150, theme: "dark" });
  const { code, stdout } = await figure("inspect", "a.png");
  assert.equal(code, 0);
  assert.match(
    stdout,
    /^file +a\.png\nformat +png\nsize +820 × 575 dots, 150 dots per inch\ntitle +Capacity of/,
  );
  assert.match(
    stdout,
    /\nmarks +60\ntheme +dark\npackage +unknown\nrecipe +\{\n +"computation": "capacity",/,
  );
  const facts = JSON.parse((await figure("inspect", "a.png", "--json")).stdout) as Record<
    string,
    unknown
  >;
  assert.deepEqual(
    [facts.file, facts.format, facts.dpi, facts.marks, facts.theme, facts.package],
    ["a.png", "png", 150, 60, "dark", null],
  );
  assert.deepEqual(facts.recipe, readRecipe(readFileSync(file("a.png"))));
});

test("figure inspect: a figure without a recipe is told so; no figure is 1, no file is 2", async () => {
  await saveFigure(figures["heat-map"]!, file("plain.svg"));
  const plain = await figure("inspect", "plain.svg");
  assert.equal(plain.code, 0);
  assert.match(plain.stdout, /\nrecipe +no recipe\n$/);
  write("table.csv", "N,k50\n1,2\n");
  const table = await figure("inspect", "table.csv");
  assert.deepEqual([table.code, table.stdout], [1, ""]);
  assert.match(
    table.stderr,
    /^damlab figure inspect: table\.csv: expected a figure as SVG, .* got other content\n$/,
  );
  const missing = await figure("inspect", "none.svg");
  assert.equal(missing.code, 2);
  assert.match(missing.stderr, /expected a figure, got no file none\.svg\n/);
  assert.equal((await figure("inspect", ".")).code, 1);
});

test("figure rebuild: figures of damlab capacity are made again in every format", async () => {
  const grid = ["--spins", "8,12", "--order", "2,3", "--trials", "4", "--seed", "7"];
  for (const format of ["svg", "png", "pdf", "html", "json"]) {
    const path = `capacity.${format}`;
    const drawn = await damlab(["capacity", ...grid, "--figure", path], { cwd: folder });
    assert.equal(drawn.code, 0, drawn.stderr);
    const { code, stdout } = await figure("rebuild", path);
    assert.deepEqual([code, stdout], [0, `${path}: identical\n`]);
  }
  const recipe = readRecipe(readFileSync(file("capacity.pdf")))!;
  assert.deepEqual([recipe.command, recipe.seed, recipe.package], ["capacity", 7, here]);
});

test("figure rebuild: says what was changed: rows, specification, recipe, or bytes alone", async () => {
  const original = readFileSync(file("capacity.json"), "utf8");
  const svg = readFileSync(file("capacity.svg"), "utf8");
  const k50 = /"k50": ([\d.]+)/.exec(original)!;
  write("rows.json", changed(original, k50[0], '"k50": 9.5'));
  write("form.json", changed(original, '"number of spins N"', '"spins"'));
  write("seed.json", changed(original, '"seed": 7', '"seed": 8'));
  write("bytes.svg", changed(svg, 'stroke-width="1.8"', 'stroke-width="1.9"'));
  write("recipe.svg", changed(svg, "&quot;seed&quot;:7", "&quot;seed&quot;:8"));
  const expected: [string, RegExp][] = [
    [
      "rows.json",
      /^rows\.json: differs\n {2}data: 1 of 8 rows, first row 0: \{.*9\.5.*\}, now \{.*\}\n$/,
    ],
    ["form.json", /: differs\n {2}specification: other encoding\.x\.title\n$/],
    ["seed.json", /: differs\n {2}data: \d of 8 rows/],
    [
      "bytes.svg",
      /: differs\n {2}bytes: first at \d+ of \d+, though specification, data and recipe are equal/,
    ],
    ["recipe.svg", /: differs\n {2}data: other rows than those of the file\n/],
  ];
  for (const [path, words] of expected) {
    const { code, stdout } = await figure("rebuild", path);
    assert.equal(code, 1, path);
    assert.match(stdout, words);
  }
  const { stdout } = await figure("rebuild", "form.json", "--json", "--out", "again/form.pdf");
  assert.deepEqual(JSON.parse(stdout), {
    file: "form.json",
    identical: false,
    differences: [{ what: "specification", message: "other encoding.x.title" }],
    package: here,
    out: "again/form.pdf",
  });
  assert.deepEqual(readFileSync(file("again", "form.pdf")), readFileSync(file("capacity.pdf")));
});

const cells = [
  'import { curves, figure, produceOrLoad } from "damlab";',
  code("/** How many points. */\nconst P: number = 3;\nconst word: string = 'a';", {
    tags: ["parameters"],
    damlab: { quick: { P: 2 } },
  }),
  "const squares = async () => Array.from({ length: P }, (_, x) => ({ x: x, y: x * x + 1 }));",
  'const rows = await produceOrLoad("study/rows-" + P, { P: P }, squares);',
  `await figure(curves(rows, { x: "x", y: "y", title: word, recipe: { of: "squares" } }), { name: "study/squares" });`,
  `await figure(curves(rows, { x: "x", y: "y" }));`,
];

test("figure rebuild: a figure kept by a run is made by its notebook, with the parameters of the run", async () => {
  write("project/package.json", '{"type":"module"}');
  write("project/notebooks/deep/squares.ipynb", formatNotebook(notebookOf(...cells)));
  const rebuilt = (...args: string[]) =>
    figure("rebuild", "--project", "project/notebooks", ...args);
  const run = (...args: string[]) =>
    damlab(["run", "notebooks/deep/squares.ipynb", ...args], { cwd: file("project") });
  const first = await run("--quick", "-p", 'word="β 2"');
  assert.equal(first.code, 0, first.stderr);
  const kept = join("project", "figures", "out", "study", "squares");
  const recipe = readRecipe(readFileSync(file(`${kept}.svg`)))!;
  const { code: hash, ...notebook } = recipe.notebook as Record<string, unknown>;
  assert.match(String(hash), /^[\da-f]{16}$/);
  assert.deepEqual(
    { ...recipe, notebook },
    {
      of: "squares",
      notebook: {
        file: "notebooks/deep/squares.ipynb",
        parameters: { P: "2", word: '"β 2"' },
        figure: "study/squares",
        package: here,
      },
    },
  );
  // what is stored is not taken: the rows are computed again
  write("project/data/out/study/rows-2.json", '[{"x": 0, "y": 5}]');
  for (const ending of ["svg", "vl.json"]) {
    const { code, stdout, stderr } = await rebuilt(`${kept}.${ending}`);
    assert.deepEqual([code, stdout], [0, `${kept}.${ending}: identical\n`], stderr);
  }
  const foreign = await figure("rebuild", `${kept}.svg`);
  assert.deepEqual([foreign.code, foreign.stdout], [1, ""]);
  assert.match(
    foreign.stderr,
    /expected its notebook notebooks\/deep\/squares\.ipynb in the project, got no file .*; name its project by --project/,
  );
  const text = readFileSync(file(`${kept}.vl.json`), "utf8");
  assert.doesNotMatch(text, new RegExp(folder));

  write(`${kept}-other.vl.json`, changed(text, '"P": "2"', '"P": "4"'));
  const other = await rebuilt(`${kept}-other.vl.json`);
  assert.equal(other.code, 1);
  assert.match(other.stdout, /data: 2 of 2 rows, first row 2: undefined, now \{/);

  write("project/notebooks/deep/squares.ipynb", formatNotebook(notebookOf(...cells, "// more")));
  const refused = await rebuilt(`${kept}.svg`);
  assert.deepEqual([refused.code, refused.stdout], [1, ""]);
  assert.match(
    refused.stderr,
    /with the code that made the figure, got other code; .*--run-changed/,
  );
  const later = await rebuilt(`${kept}.svg`, "--run-changed");
  assert.equal(later.code, 1);
  assert.match(later.stderr, /squares\.ipynb: its code has changed since the figure was made/);
  assert.match(later.stdout, /: differs\n {2}recipe: other notebook\.code\n$/);

  write(
    "project/notebooks/deep/squares.ipynb",
    formatNotebook(notebookOf(...cells.slice(0, 4), "throw new Error('no luck');")),
  );
  const broken = await rebuilt(`${kept}.svg`, "--run-changed");
  assert.equal(broken.code, 1);
  assert.match(broken.stderr, /squares\.ipynb: In \[6\]/);
  assert.match(
    broken.stderr,
    /expected notebooks\/deep\/squares\.ipynb to keep a figure "study\/squares", got none/,
  );
});

test("figure rebuild: a recipe that cannot be followed is an error that says what is missing", async () => {
  const withRecipe = (recipe: object) =>
    JSON.stringify({ ...spec, usermeta: { damlab: { recipe } } });
  const notebook = { file: "no/such.ipynb", code: "0", parameters: {}, figure: "a", package: here };
  const cases: [string, object | undefined, RegExp][] = [
    ["none.json", undefined, /none\.json: expected a figure with a recipe, got no recipe; /],
    [
      "own.json",
      { computation: "mine", seed: 1 },
      /got one of computation, seed; keep the figure with/,
    ],
    [
      "live.json",
      { notebook: { file: null, figure: "a", package: here } },
      /got one of another session/,
    ],
    [
      "word.json",
      { notebook: "01-first-retrieval" },
      /expected a recipe with file, code, parameters and figure of its notebook, got "01-first/,
    ],
    ...["../a.ipynb", "", ".", "a", "a/.ipynb", "/a.ipynb"].map(
      (file): [string, object, RegExp] => [
        "place.json",
        { notebook: { ...notebook, file } },
        /place\.json: expected a recipe with the path of a notebook \(\.ipynb\) in its project, got "/,
      ],
    ),
    [
      "name.json",
      { notebook: { ...notebook, figure: "../../../x" } },
      /name\.json: expected a recipe with a name of a figure .*, got "\.\.\/\.\.\/\.\.\/x"/,
    ],
    ["both.json", { command: "capacity", notebook }, /expected its notebook no\/such\.ipynb/],
    [
      "bare.json",
      { command: "capacity" },
      /rebuild: bare\.json: expected a recipe with the parameters and the seed of damlab capacity, got energies = undefined/,
    ],
    [
      "odd.json",
      { command: "capacity", parameters: { energies: ["poly"], orders: "3" } },
      /rebuild: odd\.json: expected a recipe with .*, got orders = "3"/,
    ],
    [
      "gone.json",
      { notebook },
      /expected its notebook no\/such\.ipynb in the project, got no file /,
    ],
  ];
  for (const [path, recipe, message] of cases) {
    write(path, recipe ? withRecipe(recipe) : JSON.stringify({ ...spec, usermeta: {} }));
    const { code, stdout, stderr } = await figure("rebuild", path);
    assert.deepEqual([code, stdout], [1, ""], path);
    assert.match(stderr, message);
  }
});

test("figure rebuild: another version of the package is named", async () => {
  const text = readFileSync(file("capacity.json"), "utf8");
  write("older.json", changed(text, `"package": "${here}"`, '"package": "damlab 0.0.1"'));
  const { code, stdout, stderr } = await figure("rebuild", "older.json");
  assert.equal(code, 1);
  assert.ok(stderr.startsWith(`older.json: made by damlab 0.0.1, this is ${here}\n`));
  assert.match(stdout, /recipe: other package\n$/);
});

test("figure: wrong usage is 2, a place that cannot be written is 1", async () => {
  for (const args of [
    ["rebuild"],
    ["rebuild", "none.svg"],
    ["rebuild", "a.png", "--out", "b.gif"],
    ["paint"],
  ]) {
    assert.equal((await figure(...args)).code, 2, args.join(" "));
  }
  write("occupied", "");
  const { code, stderr } = await figure("rebuild", "capacity.json", "--out", "occupied/b.svg");
  assert.equal(code, 1);
  assert.match(stderr, /expected a place to write occupied\/b\.svg, got /);
  const drawn = await damlab(["capacity", "--figure", "a.gif"], { cwd: folder });
  assert.equal(drawn.code, 2);
  assert.match(
    drawn.stderr,
    /expected a path that ends in \.svg, \.png, \.pdf, \.html or \.json, got a\.gif/,
  );
  assert.ok(!existsSync(file("a.gif")));
});

test("figure rebuild: a figure of train or predict is told to be drawn by its command again", async () => {
  for (const command of ["train potts", "predict"]) {
    await saveFigure(
      { ...spec, usermeta: { damlab: { recipe: { command } } } },
      file("learnt.json"),
    );
    const { code, stderr } = await figure("rebuild", "learnt.json");
    assert.equal(code, 1);
    assert.match(stderr, new RegExp(`got that of damlab ${command}, .*; run that command again`));
  }
});
