import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { toSVG } from "../../src/plot/export.ts";
import { findingText, lintFigure } from "../../src/plot/lint.ts";
import type { FigureSpec } from "../../src/plot/spec.ts";
import { figures } from "../support/figures.ts";
import { repositoryRoot } from "../support/paths.ts";
import { countMarks } from "../support/svg.ts";

type Fields = Record<string, unknown>;

const quantitative = "quantitative";
const x = { field: "x", type: quantitative };
const y = { field: "y", type: quantitative };
const log = { scale: { type: "log" } };
const five = [1, 2, 3, 4, 5].map((k) => ({ x: k, y: 10 * k, k: k % 2 ? "odd" : "even" }));

function points(values: readonly unknown[], more: Fields = {}): FigureSpec {
  return { data: { values }, mark: "point", encoding: { x, y }, ...more };
}

/** Findings as "rule at place: message". */
function found(spec: FigureSpec): string[] {
  return lintFigure(spec).map((finding) => `${finding.rule} at ${findingText(finding)}`);
}

/** The one finding of a figure begins as expected. */
function only(spec: FigureSpec, start: string): void {
  const all = found(spec);
  assert.equal(all.length, 1, all.join("\n"));
  assert.ok(all[0]!.startsWith(start), `${all[0]}\n${start}`);
}

test("lintFigure: nothing in the figures of the builders", () => {
  for (const [name, spec] of Object.entries(figures)) assert.deepEqual(found(spec), [], name);
});

test("lintFigure: nothing in the figures of the committed notebooks", () => {
  const folder = join(repositoryRoot, "notebooks");
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" });
  let count = 0;
  for (const file of files.filter((name) => name.endsWith(".ipynb"))) {
    const { cells } = JSON.parse(readFileSync(join(folder, file), "utf8"));
    for (const { outputs = [] } of cells) {
      for (const { data = {} } of outputs) {
        for (const mime of Object.keys(data).filter((key) => key.includes("vegalite"))) {
          assert.deepEqual(found(data[mime]), [], file);
          count++;
        }
      }
    }
  }
  assert.ok(count >= 5);
});

test("lintFigure: rows that cannot be drawn are as many as the marks that are missing", async () => {
  const odd = [0, 1.5, -2, null, undefined, Number.NaN, Infinity, "a", "x1", true];
  // all pairs of such values; the description of missing marks is read from the drawing
  const values = odd.flatMap((a) => odd.map((b) => ({ x: a, y: b })));
  const spec = points(values);
  const drawn = countMarks(await toSVG(spec, { onWarning: () => undefined }), "symbol");
  // 0, 1.5, −2 and true are drawn as numbers, in both columns
  assert.equal(drawn, 16);
  const numbers = (row: Fields) => Number.isFinite(Number(row.x ?? "a"));
  const [first] = lintFigure(spec);
  assert.equal(values.filter((row) => !numbers(row)).length, 60);
  assert.match(
    first!.message,
    /got rows 30 \(x = null\), 31 .* and 35 more; filter these rows out/,
  );
  assert.deepEqual(
    lintFigure(spec).map(({ rule, where }) => `${rule} ${where}`),
    [
      "missing-values encoding.x",
      "mixed-types encoding.x",
      "missing-values encoding.y",
      "mixed-types encoding.y",
    ],
  );
});

test("lintFigure: on log axes zero, negative and missing values are named by row", () => {
  const values = [...five, { x: 6, y: 0 }, { x: 7, y: -1 }, { x: 8, y: Number.NaN }];
  assert.deepEqual(found(points(values, { encoding: { x, y: { ...y, ...log } } })), [
    'missing-values at encoding.y: expected finite numbers in "y", got row 7 (y = NaN); ' +
      'filter these rows out ({ "field": "y", "valid": true }) or mend them',
    'log-axis at encoding.y: expected positive numbers in "y" on the log scale of y, ' +
      "got rows 5 (y = 0), 6 (y = -1); filter these rows out, or use a linear or symlog scale",
  ]);
  assert.deepEqual(
    found(points(values.slice(0, 7), { encoding: { x, y: { ...y, scale: { type: "symlog" } } } })),
    [],
  );
});

test("lintFigure: a log scale named in one layer holds for all that share it", () => {
  const encoding = { x, y: { ...y, ...log } };
  const layers = [
    { mark: "line", encoding },
    { mark: "rule", encoding: { y: { datum: 0, title: "y" } } },
    { mark: "point", encoding: { x, y: { field: "z", type: quantitative } } },
  ];
  const values = five.map((row) => ({ ...row, z: row.x - 1 }));
  const spec = { data: { values }, layer: layers };
  assert.deepEqual(
    lintFigure(spec).map(({ where }) => where),
    ["layer[1].encoding.y", "layer[2].encoding.y"],
  );
  const apart = { ...spec, resolve: { scale: { y: "independent" } } };
  assert.deepEqual(lintFigure(apart), []);
});

test("lintFigure: ends of intervals, bands and error bars below zero are found on log axes", () => {
  const values = [
    { x: 1, y: 2, lo: 1, hi: 3, se: 1 },
    { x: 2, y: 2, lo: -1, hi: 5, se: 3 },
  ];
  const up = { ...y, ...log };
  const lo = { ...up, field: "lo", title: "y" };
  for (const mark of ["rule", "bar", "area", "errorband"]) {
    const spec = points(values, { mark, encoding: { x, y: lo, y2: { field: "hi" } } });
    only(spec, 'log-axis at encoding.y: expected positive numbers in "lo"');
    const good = points(values.slice(0, 1), { mark, encoding: { x, y: lo, y2: { field: "hi" } } });
    assert.deepEqual(found(good), [], mark);
  }
  const bars = points(values, {
    mark: "errorbar",
    encoding: { x, y: up, yError: { field: "se", type: quantitative } },
  });
  only(
    bars,
    "log-axis at encoding.y: expected error bars above zero on the log scale of y, " +
      "got row 1 (y − se = -1); cut the bars",
  );
});

test("lintFigure: bands and bars from mean ± standard error are computed and judged on log axes", async () => {
  // mean 2, standard deviation √(((1 − 2)² + (3 − 2)²) / 1) = √2, standard error 1; and 50, 49 · √2, 49
  const values = [
    { x: "a", y: 1 },
    { x: "a", y: 3 },
    { x: "b", y: 1 },
    { x: "b", y: 99 },
  ];
  const encoding = { x: { field: "x" }, y: { ...y, ...log } };
  for (const type of ["errorbar", "errorband"]) {
    assert.deepEqual(found(points(values, { mark: type, encoding })), []);
    const mark = { type, extent: "stdev" };
    const spec = points(values, { mark, encoding });
    only(
      spec,
      "log-axis at encoding.y: expected error bars above zero on the log scale of y, got row 2 ",
    );
    assert.match(found(spec)[0]!, /mean − stdev = -19\.29/);
  }
  const lone = points([...values, { x: "c", y: 4 }], { mark: "errorbar", encoding });
  only(
    lone,
    "missing-marks at encoding.y: expected at least two rows for each errorbar, got one at row 4",
  );
  assert.equal(countMarks(await toSVG(lone, { onWarning: () => undefined }), "rule"), 2);
});

test("lintFigure: bars and areas from zero are refused on the log axis they grow along", () => {
  const category = { field: "k" };
  const up = { ...y, ...log };
  only(
    points(five, { mark: "bar", encoding: { x: category, y: up } }),
    "log-baseline at encoding.y: expected bars with a positive lower end on the log scale of y, got bars from zero",
  );
  only(
    points(five, { mark: "area", encoding: { x, y: up, color: category } }),
    "log-baseline at encoding.y: expected areas with a positive lower end on the log scale of y, got stacked areas",
  );
  const across = { x: { ...x, ...log }, y };
  assert.deepEqual(found(points(five, { mark: "area", encoding: across })), []);
});

test("lintFigure: text among numbers, numbers among texts and bad times are named", () => {
  const mixed = [...five, { x: "6", y: 1 }, { x: "n/a", y: 2 }];
  only(
    points(mixed),
    'mixed-types at encoding.x: expected numbers only in "x", got text in 2 of 7 rows: ' +
      'rows 5 (x = "6"), 6 (x = "n/a"); convert',
  );
  const twice = [...five, { x: 6, y: 1, k: 1 }, { x: 7, y: 2, k: "1" }];
  const color = { field: "k", type: "nominal" };
  only(
    points(twice, { encoding: { x, y, color } }),
    'mixed-types at encoding.color: expected each category of "k" as text or as a number, got row 6 (k = "1")',
  );
  assert.deepEqual(found(points(twice.slice(0, 6), { encoding: { x, y, color } })), []);
  const times = ["2026-01-31", "2026-02-30x", null].map((t) => ({ t, y: 1 }));
  only(
    points(times, { encoding: { x: { field: "t", type: "temporal" }, y } }),
    'missing-values at encoding.x: expected times in "t", got rows 1 (t = "2026-02-30x"), 2 (t = null)',
  );
});

test("lintFigure: a column that no row has is named with its nearest neighbour", () => {
  only(
    points(five, { encoding: { x, y: { ...y, field: "Y" } } }),
    'missing-column at encoding.y: expected a column of the rows (x, y, k), got "Y"; did you mean "y"?',
  );
  only(
    points(five, { encoding: { x, y, tooltip: [{ field: "k" }, { field: "kind" }] } }),
    'missing-column at encoding.tooltip: expected a column of the rows (x, y, k), got "kind"',
  );
  const transform = [{ calculate: "datum.y * 2", as: "Y" }];
  assert.deepEqual(
    found(points(five, { transform, encoding: { x, y: { ...y, field: "Y" } } })),
    [],
  );
  const nested = [{ a: { b: 1 }, "c.d": 2 }];
  const encoding = { x: { ...x, field: "a.b" }, y: { ...y, field: "c\\.d" } };
  assert.deepEqual(found(points(nested, { encoding })), []);
});

test("lintFigure: marks without rows are found behind filters, in layers and without data", async () => {
  const empty = "no-marks at expected rows for the marks (point), got none";
  only(points([]), empty);
  for (const filter of [
    { field: "k", equal: "neither" },
    { field: "x", range: [8, 9] },
    { field: "x", gt: 5 },
    { and: [{ field: "x", lt: 3 }, { not: { field: "k", oneOf: ["even", "odd"] } }] },
  ]) {
    const spec = points(five, { transform: [{ filter }] });
    only(spec, empty);
    assert.equal(countMarks(await toSVG(spec, { onWarning: () => undefined }), "symbol"), 0);
  }
  assert.deepEqual(found(points(five, { transform: [{ filter: "datum.x > 9" }] })), []);
  assert.deepEqual(found({ mark: "rule", encoding: { y: { datum: 3, title: "y" } } }).length, 1);
  const { data: _, ...rest } = points(five);
  only(
    { layer: [points(five), rest] },
    "no-marks at layer[1]: expected rows for the marks (point), got no data",
  );
});

test("lintFigure: panels without rows are named", () => {
  const values = [...five, { x: 6, y: 1, k: "few" }];
  const facet = { facet: { field: "k" }, data: { values } };
  const filter = [{ filter: { field: "x", lt: 6 } }];
  const spec = { mark: "point", encoding: { x, y } };
  only(
    { ...facet, spec: { ...spec, transform: filter } },
    "empty-facet at facet: expected rows in each of the 3 panels, got none in 1: k = few",
  );
  assert.deepEqual(found({ ...facet, spec }), []);
  const crossed = values.map((row) => ({ ...row, size: row.x < 4 ? "small" : "large" }));
  only(
    points(crossed, { encoding: { x, y, row: { field: "k" }, column: { field: "size" } } }),
    "empty-facet at facet: expected rows in each of the 6 panels, got none in 1: k = few, size = small",
  );
});

test("lintFigure: values outside a domain and domain values without rows are named", () => {
  only(
    points(five, { encoding: { x, y: { ...y, scale: { domain: [0, 40] } } } }),
    'outside-domain at encoding.y: expected "y" within the domain of y, 0 to 40, got row 4 (y = 50)',
  );
  const colour = (domain: string[]) => ({ field: "k", type: "nominal", scale: { domain } });
  only(
    points(five, { encoding: { x, y, color: colour(["odd"]) } }),
    'outside-domain at encoding.color: expected values of "k" in the domain of color, got rows 1 (k = "even")',
  );
  only(
    points(five, { encoding: { x, y, color: colour(["odd", "even", "none"]) } }),
    'empty-category at encoding.color: expected rows for every value in the domain of color, got none with k = "none"',
  );
});

test("lintFigure: more categories than readers tell apart are counted", () => {
  const many = Array.from({ length: 60 }, (_, i) => ({ x: i, y: i, k: `k${i}`, c: `c${i % 11}` }));
  only(
    points(many, { encoding: { x, y, color: { field: "c", type: "nominal" } } }),
    "too-many-categories at encoding.color: expected at most 10 colours that a legend can tell apart, got 11",
  );
  const legendless = { field: "c", type: "nominal", legend: null };
  assert.deepEqual(found(points(many, { encoding: { x, y, color: legendless } })), []);
  only(
    points(many, { encoding: { x, y, shape: { field: "c", type: "nominal" } } }),
    "too-many-categories at encoding.shape: expected at most 7 shapes",
  );
  const labels = { encoding: { x: { field: "k" }, y } };
  only(
    points(many, { ...labels, width: 300 }),
    'too-many-categories at encoding.x: expected labels of "k" at least 12 pixels apart, got 60 labels on 300',
  );
  assert.deepEqual(found(points(many, { ...labels, width: 720 })), []);
  assert.deepEqual(found(points(many, labels)), []);
});

test("lintFigure: an axis that is shown has a title", () => {
  const untitled = 'axis-title at encoding.y: expected a title on the y axis of "y", got none';
  for (const coding of [
    { ...y, title: null },
    { ...y, title: "" },
    { ...y, title: "y", axis: { title: null } },
  ]) {
    only(points(five, { encoding: { x, y: coding } }), untitled);
  }
  only(points(five, { config: { axisY: { title: null } } }), untitled);
  assert.deepEqual(found(points(five, { encoding: { x, y: { ...y, axis: null } } })), []);
  const bare = { labels: false, ticks: false, domain: false, title: null };
  assert.deepEqual(found(points(five, { encoding: { x, y: { ...y, axis: bare } } })), []);
  const layer = [{ mark: "point" }, { mark: "line" }];
  only(
    { data: { values: five }, layer, encoding: { x, y: { ...y, title: null } } },
    'axis-title at layer[0].encoding.y: expected a title on the y axis of "y", got none',
  );
  // panels beside each other may share the title of one
  const panel = (title: string | null) => ({ mark: "point", encoding: { x, y: { ...y, title } } });
  const shared = { data: { values: five }, hconcat: [panel("height"), panel(null)] };
  assert.deepEqual(found(shared), []);
  only({ ...shared, hconcat: [panel(null), panel(null)] }, "axis-title at hconcat[0].encoding.y");
});

test("lintFigure: repeated columns are judged one by one", () => {
  const values = five.map((row) => ({ ...row, z: row.x - 1 }));
  const spec = {
    data: { values },
    repeat: { column: ["y", "z"] },
    spec: {
      mark: "point",
      encoding: { x, y: { field: { repeat: "column" }, type: quantitative, ...log } },
    },
  };
  only(spec, 'log-axis at repeat(z).encoding.y: expected positive numbers in "z"');
  const layered = { ...spec, repeat: { layer: ["y", "z"] } };
  layered.spec.encoding.y.field.repeat = "layer";
  only(layered, 'log-axis at repeat(z).encoding.y: expected positive numbers in "z"');
});

test("lintFigure: remote data and more marks than 5000 are refused", () => {
  only(
    { ...points([]), data: { url: "a.csv" } },
    "remote-data at expected data inside the specification, got the address a.csv",
  );
  const many = Array.from({ length: 2501 }, (_, i) => ({ x: i, y: i }));
  const layer = [{ mark: "point" }, { mark: "line" }];
  only(
    { data: { values: many }, encoding: { x, y }, layer },
    "too-many-marks at expected at most 5000 marks, got 5002",
  );
  const encoding = { x: { ...x, bin: true }, y: { aggregate: "count" } };
  assert.deepEqual(found(points([...many, ...many], { mark: "bar", encoding })), []);
});

test("lintFigure: odd specifications are read without an error", () => {
  for (const spec of [
    {},
    { layer: [null, 3] },
    { data: { values: [null, 3, "a"] }, mark: "point", encoding: { x: { field: "data" } } },
    { data: { values: "a,b\n1,2", format: { type: "csv" } }, mark: "point", encoding: { x } },
    { data: { name: "rows" }, datasets: { rows: five }, mark: { type: "point" }, encoding: { x } },
    { data: { sequence: { start: 0, stop: 3, as: "x" } }, mark: "point", encoding: { x } },
    { data: { values: five }, transform: [{ fold: ["x", "y"] }], mark: "point", encoding: { x } },
    { hconcat: [] },
    {
      data: { values: five },
      mark: "bar",
      encoding: { x: { field: "k" }, y: { aggregate: "count" } },
    },
  ]) {
    assert.deepEqual(found(spec), [], JSON.stringify(spec));
  }
});

test("toSVG: a finding is an error unless warnings are taken, and then comes with those of Vega-Lite", async () => {
  const spec = points([{ x: 1, y: 0 }], { encoding: { x, y: { ...y, ...log } } });
  await assert.rejects(toSVG(spec), {
    message:
      /^toSVG: expected a specification without warnings, got: encoding\.y: .* row 0 \(y = 0\)/,
  });
  const warnings: string[] = [];
  await toSVG(spec, { onWarning: (message) => warnings.push(message) });
  assert.match(warnings[0]!, /^encoding\.y: expected positive numbers/);
  assert.match(warnings[1]!, /Log scale domain includes zero/);
});

test("lintFigure: a domain value without rows is no finding where the legend is asked to show it", () => {
  const color = (values: string[]) => ({
    field: "k",
    type: "nominal",
    scale: { domain: ["odd", "even", "none"] },
    legend: { values },
  });
  const shown = color(["odd", "even", "none"]);
  assert.deepEqual(found(points(five, { encoding: { x, y, color: shown } })), []);
  only(
    points(five, { encoding: { x, y, color: color(["odd", "even"]) } }),
    'empty-category at encoding.color: expected rows for every value in the domain of color, got none with k = "none"',
  );
});

test("lintFigure: pictures at an address are refused, those in the rows are not", () => {
  const image = (encoding: Record<string, unknown>, mark = {}) => ({
    data: { values: [{ a: 1, p: "data:image/png;base64,AA==", q: "https://example.org/a.png" }] },
    mark: { type: "image", ...mark },
    encoding: { x: { field: "a", type: "quantitative" }, ...encoding },
  });
  const url = "https://example.org/a.png";
  assert.deepEqual(found(image({ url: { field: "p" } })), []);
  for (const spec of [
    image({ url: { field: "q" } }),
    image({ url: { value: url } }),
    image({}, { url }),
  ]) {
    only(
      spec,
      `remote-data at expected pictures inside the specification (data:image/png;base64,…), got the address ${url}`,
    );
  }
});
