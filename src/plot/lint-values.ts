import type { Finding } from "./lint.ts";
import { type Cell, type Coding, cellsOf, isContinuous, nameCells } from "./lint-codings.ts";
import { isValid } from "./lint-predicate.ts";
import { isLog, type Scales } from "./lint-scales.ts";
import { isRecord } from "./spec.ts";

/** Findings on the values of one coding: missing ones, text among numbers, what its scale cannot show. */
export function valueFindings(coding: Coding, scales: Scales): Finding[] {
  const cells = cellsOf(coding);
  if (!isContinuous(coding)) {
    return [...doubled(coding, cells), ...outsideCategories(coding, cells, scales)];
  }
  if (coding.type === "temporal") return untimely(coding, cells);
  const numbers = cells.filter(({ value }) => typeof value !== "string" && isValid(value));
  return [
    ...missing(coding, cells),
    ...texts(coding, cells),
    ...belowLog(coding, numbers, scales),
    ...outsideDomain(coding, numbers, scales),
  ];
}

function missing(coding: Coding, cells: readonly Cell[]): Finding[] {
  const bad = cells.filter(({ value }) => typeof value !== "string" && !isValid(value));
  return finding(coding, bad, {
    rule: "missing-values",
    expected: `finite numbers in "${coding.column}"`,
    remedy: `filter these rows out ({ "field": "${coding.column}", "valid": true }) or mend them`,
  });
}

function texts(coding: Coding, cells: readonly Cell[]): Finding[] {
  const bad = cells.filter(({ value }) => typeof value === "string");
  return finding(coding, bad, {
    rule: "mixed-types",
    expected: `numbers only in "${coding.column}"`,
    remedy: "convert the text to numbers first",
    count: `text in ${bad.length} of ${cells.length} rows: `,
  });
}

function belowLog(coding: Coding, cells: readonly Cell[], scales: Scales): Finding[] {
  // lengths of error bars are no positions; their ends are looked at with their bars
  if (!isLog(coding, scales) || /Error/.test(coding.channel)) return [];
  return finding(
    coding,
    cells.filter(({ value }) => !(Number(value) > 0)),
    {
      rule: "log-axis",
      expected: `positive numbers in "${coding.column}" on the log scale of ${coding.main}`,
      remedy: "filter these rows out, or use a linear or symlog scale",
    },
  );
}

function outsideDomain(coding: Coding, cells: readonly Cell[], scales: Scales): Finding[] {
  const { mark, markOptions } = coding.unit;
  // labels beside the plotting area are seen unless they are clipped
  const isLabel = mark === "text" && markOptions.clip !== true;
  if (!/^[xy]2?$/.test(coding.channel) || isLabel) return [];
  const { domain, domainMin, domainMax } = scales.of(coding);
  const ends = (Array.isArray(domain) ? domain : []).filter((end) => typeof end === "number");
  const least = limit(domainMin, Math.min, ends);
  const most = limit(domainMax, Math.max, ends);
  // what reaches over the frame by the size of a symbol is seen unless it is clipped
  const share = isLog(coding, scales) || markOptions.clip === true ? 1e-9 : 0.01;
  const slack = Number.isFinite(most - least) ? share * (most - least) : 0;
  const bad = cells.filter(
    ({ value }) => Number(value) < least - slack || Number(value) > most + slack,
  );
  return finding(coding, bad, {
    rule: "outside-domain",
    expected: `"${coding.column}" within the domain of ${coding.main}, ${least} to ${most}`,
    remedy: "widen the domain or filter these rows out",
  });
}

function limit(own: unknown, end: (...ends: number[]) => number, ends: readonly number[]): number {
  if (typeof own === "number") return own;
  if (ends.length >= 2) return end(...ends);
  return -end();
}

function outsideCategories(coding: Coding, cells: readonly Cell[], scales: Scales): Finding[] {
  const { domain } = scales.of(coding);
  if (!Array.isArray(domain) || coding.definition.scale === null) return [];
  const allowed = new Set<unknown>(domain);
  return finding(
    coding,
    cells.filter(({ value }) => !allowed.has(value)),
    {
      rule: "outside-domain",
      expected: `values of "${coding.column}" in the domain of ${coding.main}`,
      remedy: "add them to the domain or filter these rows out",
    },
  );
}

/** The same category as a number and as text: two categories that look alike. */
function doubled(coding: Coding, cells: readonly Cell[]): Finding[] {
  const numbers = new Set<string>();
  for (const { value } of cells) if (typeof value === "number") numbers.add(String(value));
  return finding(
    coding,
    cells.filter(({ value }) => typeof value === "string" && numbers.has(value)),
    {
      rule: "mixed-types",
      expected: `each category of "${coding.column}" as text or as a number`,
      remedy: "convert the column to one type",
    },
  );
}

function untimely(coding: Coding, cells: readonly Cell[]): Finding[] {
  const isTime = (value: unknown) =>
    typeof value === "string" ? !Number.isNaN(Date.parse(value)) : isValid(value);
  return finding(
    coding,
    // a record such as { year: 2026 } is a time of Vega-Lite
    cells.filter(({ value }) => !isRecord(value) && !isTime(value)),
    {
      rule: "missing-values",
      expected: `times in "${coding.column}"`,
      remedy: "write times as 2026-01-31 or 2026-01-31T12:00, or filter these rows out",
    },
  );
}

interface Words {
  readonly rule: string;
  readonly expected: string;
  readonly remedy: string;
  readonly count?: string;
}

function finding(
  { where, column }: Coding,
  bad: readonly Cell[],
  { rule, expected, remedy, count = "" }: Words,
): Finding[] {
  if (bad.length === 0) return [];
  const message = `expected ${expected}, got ${count}${nameCells(bad, column)}; ${remedy}`;
  return [{ rule, message, where }];
}
