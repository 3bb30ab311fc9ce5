import { type FigureSpec, field } from "./spec.ts";
import { freeName, type Row, requireCategories, requireColumn, requireRows } from "./table.ts";
import { ink, theme } from "./theme.ts";

type Place = (row: Row) => Row;

const kinds = ["stable", "saddle", "unstable"];
interface Look {
  readonly shape: string;
  readonly fill: string;
  readonly stroke: string;
}
// the rim of a filled point is light, so that it stands out from dark cells
const look: Record<string, Look> = {
  stable: { shape: "circle", fill: ink.text, stroke: theme.background },
  saddle: { shape: "diamond", fill: theme.background, stroke: ink.text },
  unstable: { shape: "circle", fill: theme.background, stroke: ink.text },
};

/** Fixed points: stable ones filled, saddles open diamonds, unstable ones open circles. */
export function fixedPointLayer(
  caller: string,
  rows: readonly Row[],
  kind: string,
  place: Place,
): FigureSpec {
  requireColumn(caller, rows, kind);
  requireRows(
    `${caller}: expected "stable", "saddle" or "unstable" in column "${kind}"`,
    rows,
    kind,
    (row) => kinds.includes(String(row[kind])),
    "name the kind of these fixed points",
  );
  const present = kinds.filter((name) => rows.some((row) => row[kind] === name));
  const coding = { field: field(kind), type: "nominal", title: "fixed point" };
  const channel = (property: keyof Look) => ({
    ...coding,
    scale: { domain: present, range: present.map((name) => look[name]![property]) },
  });
  return {
    data: { values: rows.map((row) => ({ ...place(row), [kind]: row[kind] })) },
    mark: { type: "point", strokeWidth: 1.4, size: 90, opacity: 1 },
    encoding: { shape: channel("shape"), fill: channel("fill"), stroke: channel("stroke") },
  };
}

/** Trajectories as thin lines through the rows of each path in their order. */
export function pathLayer(
  caller: string,
  rows: readonly Row[],
  path: string,
  place: Place,
): FigureSpec {
  const mark = { type: "line", color: ink.text, strokeWidth: 1.5 };
  return linesAlong(caller, rows, path, place, mark);
}

/** Boundaries as thick dashed lines. */
export function boundaryLayer(
  caller: string,
  rows: readonly Row[],
  path: string,
  place: Place,
): FigureSpec {
  const mark = { type: "line", color: ink.text, strokeWidth: 2, strokeDash: [6, 4] };
  return linesAlong(caller, rows, path, place, mark);
}

function linesAlong(
  caller: string,
  rows: readonly Row[],
  path: string,
  place: Place,
  mark: FigureSpec,
): FigureSpec {
  requireCategories(caller, rows, path);
  const lengths = new Map<string, number>();
  for (const row of rows) {
    const name = String(row[path]);
    lengths.set(name, (lengths.get(name) ?? 0) + 1);
  }
  requireRows(
    `${caller}: expected two rows or more for each path of column "${path}"`,
    rows,
    path,
    (row) => lengths.get(String(row[path]))! > 1,
    "leave paths of one point out",
  );
  const order = freeName("vertex", [path, ...Object.keys(place(rows[0]!))]);
  return {
    data: {
      values: rows.map((row, i) => ({ ...place(row), [path]: String(row[path]), [order]: i })),
    },
    mark,
    encoding: {
      detail: { field: field(path), type: "nominal" },
      order: { field: order, type: "quantitative" },
    },
  };
}
