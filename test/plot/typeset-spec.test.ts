import assert from "node:assert/strict";
import { test } from "node:test";
import { toSVG } from "../../src/plot/export.ts";
import { withoutMarks } from "../../src/plot/formulas-in-text.ts";
import { type FigureSpec, vegaLiteSchema } from "../../src/plot/spec.ts";
import { formulasOf, typesetSpec } from "../../src/plot/typeset-spec.ts";
import { figures } from "../support/figures.ts";
import { countMarks } from "../support/svg.ts";

const $schema = vegaLiteSchema;

/** Everything in a specification that a viewer may show. */
function shown(spec: FigureSpec): string {
  const { usermeta, $schema, ...rest } = spec;
  return withoutMarks(JSON.stringify(rest));
}

const everywhere: FigureSpec = {
  $schema,
  description: "curve of $\\beta$",
  title: { text: "load $\\alpha_c(n)$", subtitle: ["$\\hat m$", "costs \\$5"] },
  data: {
    values: [
      { $x_1$: 1, kind: "$\\beta = 1$" },
      { $x_1$: 2, kind: "plain" },
    ],
  },
  mark: { type: "text", tooltip: true },
  transform: [{ filter: "datum.kind == '$\\\\beta = 1$' || datum['$x_1$'] == 2" }],
  encoding: {
    x: {
      field: "$x_1$",
      type: "quantitative",
      axis: { labelExpr: "datum.value == 1 ? '$\\\\frac{1}{2}$' : '$\\frac{1}{2}$'" },
    },
    text: { field: "kind", type: "nominal" },
    color: { field: "kind", type: "nominal", scale: { domain: ["$\\beta = 1$", "plain"] } },
  },
};

test("typesetSpec: no dollar of a formula and no TeX is left anywhere, and the drawings travel along", async () => {
  const spec = await typesetSpec(everywhere);
  assert.doesNotMatch(shown(spec).replace("costs $5", ""), /[$]|\\\\/);
  const formulas = formulasOf(spec);
  const set = Object.values(formulas).map(({ tex }) => tex);
  assert.deepEqual(set.sort(), ["\\alpha_c(n)", "\\beta = 1", "\\frac{1}{2}", "\\hat m", "x_1"]);
  for (const [marked, { width, ascent, path }] of Object.entries(formulas)) {
    assert.ok(width > 0 && ascent > 0 && path.startsWith("M"));
    assert.ok(marked.startsWith("\u2060") && marked.endsWith("\u2060"));
  }
  assert.equal(spec.description, "curve of β");
});

test("typesetSpec: filters, fields and domains still find their values", async () => {
  const { text: _, ...encoding } = everywhere.encoding as FigureSpec;
  const points = { ...everywhere, mark: "point", encoding };
  assert.equal(countMarks(await toSVG(points), "symbol"), 2);
  const filtered = {
    ...points,
    transform: [{ filter: { field: "kind", oneOf: ["$\\beta = 1$"] } }],
  };
  // the domain of the colours has a value more than the rows that are left
  assert.equal(countMarks(await toSVG(filtered, { onWarning: () => undefined }), "symbol"), 1);
  const unmet = { ...points, transform: [{ filter: "datum.kind == '$\\\\gamma$'" }] };
  const warnings: string[] = [];
  const onWarning = (message: string) => warnings.push(message);
  await toSVG(unmet, { onWarning });
  assert.match(warnings.join(), /^Infinite extent for field "x₁"/);
});

test("typesetSpec: is the same when done twice, in a part or in the whole", async () => {
  const once = await typesetSpec(everywhere);
  assert.equal(await typesetSpec(once), once);
  const options = { onWarning: () => undefined };
  assert.equal(await toSVG(once, options), await toSVG(everywhere, options));
  const beside = (part: FigureSpec): FigureSpec => ({ $schema, title: "$t$", hconcat: [part] });
  const svg = await toSVG(beside(everywhere), options);
  assert.equal(await toSVG(beside(once), options), svg);
});

test("typesetSpec: specifications are not modified, and come back as they are without formulas", async () => {
  const before = structuredClone(everywhere);
  await typesetSpec(everywhere);
  assert.deepEqual(everywhere, before);
  for (const spec of Object.values(figures)) assert.equal(await typesetSpec(spec), spec);
});

test("typesetSpec: recipes, addresses and number formats keep their dollars", async () => {
  const spec: FigureSpec = {
    $schema,
    title: "$x$",
    usermeta: { other: "$y$", damlab: { recipe: { note: "$z$" } } },
    data: { url: "a$b$.csv" },
    encoding: { x: { format: "$s$" } },
  };
  const { title, usermeta, ...rest } = await typesetSpec(spec);
  assert.equal(withoutMarks(String(title)), "x");
  const { formulas } = (usermeta as { damlab: { formulas: object } }).damlab;
  assert.deepEqual(usermeta, { other: "$y$", damlab: { recipe: { note: "$z$" }, formulas } });
  assert.deepEqual({ ...rest, title: "$x$", usermeta: spec.usermeta }, spec);
});

test("typesetSpec: TeX that cannot be set is an error that names the macro, the text and a remedy", async () => {
  const titled = (title: string) => ({ $schema, title, mark: "point", data: { values: [{}] } });
  await assert.rejects(toSVG(titled("load $\\foo$ here")), {
    message:
      'toSVG: expected TeX that can be set, got \\foo in "load $\\foo$ here"; use macros of TeX and AMS, ' +
      "or write \\$ for a dollar sign",
  });
  await assert.rejects(typesetSpec(titled("${a$")), {
    message:
      /^typesetSpec: expected TeX that can be set, got "\{a" \(Extra open brace .*\) in "\$\{a\$"; /,
  });
  await assert.rejects(typesetSpec(titled("$漢$")), { message: /\(No glyph for "漢"\)/ });
});

test("toSVG: a formula that an expression puts together is refused", async () => {
  const spec = {
    $schema,
    data: { values: [{ x: 1 }, { x: 2 }] },
    mark: "point",
    encoding: {
      x: { field: "x", type: "quantitative", axis: { labelExpr: "'$x_' + datum.value + '$'" } },
    },
  };
  await assert.rejects(toSVG(spec), {
    message:
      /^toSVG: expected formulas that stand whole in the specification, got "\$x_[\d.]+\$" put/,
  });
});
