import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";
import { keepRows } from "./full-table.ts";
import { type Reduction, withReductions } from "./reduction.ts";
import type { FigureSpec } from "./spec.ts";
import type { Row } from "./table.ts";
import { csvParts } from "./table-csv.ts";

/**
 * The figure with the record of its reduction and, in memory, all rows of its table.
 *
 * @param marks  number of marks that are left
 * @throws {TypeError} a column whose values no CSV file holds
 */
export function withFullTable(
  caller: string,
  spec: FigureSpec,
  rows: readonly Row[],
  { rule, marks }: { readonly rule: string; readonly marks: number },
): FigureSpec {
  const hash = sha256.create();
  const encoder = new TextEncoder();
  for (const part of csvParts(rows, caller)) hash.update(encoder.encode(part));
  const reduction: Reduction = {
    rule,
    rows: rows.length,
    marks,
    sha256: bytesToHex(hash.digest()),
  };
  keepRows(reduction, rows);
  return withReductions(spec, [reduction]);
}
