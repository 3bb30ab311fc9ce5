import { fieldPath, valueAt } from "./field-path.ts";
import type { Rows } from "./lint-source.ts";
import type { Unit } from "./lint-units.ts";
import { isRecord } from "./spec.ts";
import { cellWords } from "./table.ts";

type Fields = Readonly<Record<string, unknown>>;

/** One channel definition of a unit that reads a column or a constant. */
export interface Coding {
  readonly unit: Unit;
  readonly channel: string;
  /** The channel whose scale is used: y for y2, yError, yError2. */
  readonly main: string;
  /** Place in the specification, such as "layer[1].encoding.y". */
  readonly where: string;
  readonly definition: Fields;
  /** Names that lead to the value in a row; undefined for a constant. */
  readonly path: readonly string[] | undefined;
  /** The column as messages name it. */
  readonly column: string;
  readonly type: string;
  /** Whether what is drawn is computed from several rows. */
  readonly isAggregated: boolean;
}

/** Channels that are drawn by a scale, so that a value which is no number leaves no mark. */
const scaled = new Set(
  (
    "x y x2 y2 xError yError xError2 yError2 theta theta2 radius radius2 longitude latitude " +
    "longitude2 latitude2 color fill stroke opacity fillOpacity strokeOpacity strokeWidth size angle " +
    "xOffset yOffset"
  ).split(" "),
);

/** All columns and constants that a unit encodes; those of conditions and lists too. */
export function codingsOf(unit: Unit): Coding[] {
  return Object.entries(unit.encoding).flatMap(([channel, given]) => {
    const where = `${unit.where === "" ? "" : `${unit.where}.`}encoding.${channel}`;
    return [given].flat().flatMap((definition) => {
      if (!isRecord(definition)) return [];
      const conditions = [definition.condition].flat().filter(isRecord);
      return [definition, ...conditions].flatMap((one) => {
        const coding = codingOf(unit, channel, where, one);
        return coding ? [coding] : [];
      });
    });
  });
}

function codingOf(
  unit: Unit,
  channel: string,
  where: string,
  definition: Fields,
): Coding | undefined {
  const { field, datum } = definition;
  if (typeof field !== "string" && datum === undefined) return undefined;
  const path = typeof field === "string" ? fieldPath(field) : undefined;
  const main = channel.replace(/(2|Error2?)$/, "");
  const primary = unit.encoding[main];
  const { aggregate, bin, timeUnit } = definition;
  return {
    unit,
    channel,
    main,
    where,
    definition,
    path,
    column: path?.join(".") ?? "datum",
    type: typeOf(main !== channel && isRecord(primary) ? primary : definition, channel),
    isAggregated: Boolean(aggregate) || isRecord(bin) || bin === true || Boolean(timeUnit),
  };
}

/** The type of a definition, or the one that Vega-Lite takes in its place. */
function typeOf(definition: Fields, channel: string): string {
  if (typeof definition.type === "string") return definition.type;
  if (/^(lat|long)itude/.test(channel)) return "quantitative";
  if (Array.isArray(definition.sort)) return "ordinal";
  if (definition.timeUnit) return "temporal";
  if (definition.bin || definition.aggregate) return "quantitative";
  const scale = isRecord(definition.scale) ? String(definition.scale.type) : "";
  if (/^(linear|log|pow|sqrt|symlog|quant|thres|bin)/.test(scale)) return "quantitative";
  if (typeof definition.datum === "number") return "quantitative";
  return "nominal";
}

/** True where the values of a coding have to be numbers (or times) to be drawn. */
export function isContinuous({ channel, type, definition }: Coding): boolean {
  const scale = isRecord(definition.scale) ? String(definition.scale.type ?? "") : "";
  const isDiscrete = definition.scale === null || /^(ordinal|point|band)$/.test(scale);
  return (type === "quantitative" || type === "temporal") && !isDiscrete && scaled.has(channel);
}

/** Rows whose values in the column of a coding are known, else undefined. */
export function rowsOfCoding({ unit: { source }, path, isAggregated }: Coding): Rows | undefined {
  if (typeof source === "string" || !source.isExact || isAggregated || !path) return undefined;
  return source.made.has(path[0]!) ? undefined : source;
}

/** A value that a coding draws: the row it stands in, or none for a constant. */
export interface Cell {
  readonly row: number | undefined;
  readonly value: unknown;
}

/** All values that a coding draws, as far as they are known. */
export function cellsOf(coding: Coding): Cell[] {
  const { path, definition } = coding;
  if (!path) return [{ row: undefined, value: definition.datum }];
  const rows = rowsOfCoding(coding);
  if (!rows) return [];
  return rows.values.map((row, i) => ({ row: rows.at[i]!, value: valueAt(row, path) }));
}

/** Words for cells: "rows 3 (m = null), 7 (m = 0) and 2 more". */
export function nameCells(cells: readonly Cell[], column: string): string {
  const rows = cells.filter(({ row }) => row !== undefined);
  if (rows.length === 0) return `${column} = ${cellWords(cells[0]?.value)}`;
  const named = rows
    .slice(0, 5)
    .map(({ row, value }) => `${row} (${column} = ${cellWords(value)})`);
  const rest = rows.length > 5 ? ` and ${rows.length - 5} more` : "";
  return `${rows.length === 1 ? "row" : "rows"} ${named.join(", ")}${rest}`;
}
