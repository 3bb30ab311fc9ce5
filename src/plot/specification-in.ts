import { formatOf } from "./embedded.ts";
import { type FigureSpec, isRecord } from "./spec.ts";

/** The specification in an exported JSON file or page; undefined in pictures, which hold none. */
export function specificationIn(file: Uint8Array): FigureSpec | undefined {
  const format = formatOf(file);
  if (format !== "json" && format !== "html") return undefined;
  const text = new TextDecoder().decode(file);
  const json = format === "json" ? text : /id="specification">(.*?)<\/script>/s.exec(text)?.[1];
  const spec: unknown = JSON.parse(json ?? "null");
  return isRecord(spec) ? spec : undefined;
}
