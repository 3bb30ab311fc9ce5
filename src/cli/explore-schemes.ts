import { integer, listOf } from "./lists.ts";

/** Codes of single columns, as the command line names them. */
export interface ColumnSchemes {
  readonly kinds: Readonly<Record<string, "one-hot" | "binary" | "thermometer">>;
  /** Levels of thermometer codes. */
  readonly levels: Readonly<Record<string, number>>;
  readonly leaveOut: readonly string[];
}

/**
 * Reads `column=scheme,…` with one-hot, binary, thermometer, thermometer:LEVELS or skip; the last "="
 * of an item parts column and scheme.
 *
 * @param before  schemes of earlier options, kept
 * @throws {RangeError} anything else
 */
export function columnSchemes(text: string, before: ColumnSchemes): ColumnSchemes {
  const kinds = { ...before.kinds };
  const levels = { ...before.levels };
  const leaveOut = [...before.leaveOut];
  for (const item of listOf(String)(text)) {
    const at = item.lastIndexOf("=");
    const [column, scheme] = [item.slice(0, at).trim(), item.slice(at + 1).trim()];
    const [kind, count, ...rest] = scheme.split(":");
    const isCode = kind === "one-hot" || kind === "binary" || kind === "thermometer";
    const isCounted = count === undefined || kind === "thermometer";
    if (at < 1 || rest.length > 0 || !isCounted || !(isCode || scheme === "skip")) {
      throw new RangeError(
        `expected column=one-hot, binary, thermometer, thermometer:LEVELS or skip, got ${JSON.stringify(item)}`,
      );
    }
    if (!isCode) leaveOut.push(column);
    else kinds[column] = kind;
    if (count !== undefined) levels[column] = integer(count, 2);
  }
  return { kinds, levels, leaveOut };
}
