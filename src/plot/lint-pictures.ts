import { fieldPath, valueAt } from "./field-path.ts";
import type { Finding } from "./lint.ts";
import type { Unit } from "./lint-units.ts";
import { isRecord } from "./spec.ts";

/** Pictures that are not in the specification but at an address. */
export function pictureFindings({ mark, markOptions, encoding, source, where }: Unit): Finding[] {
  if (mark !== "image") return [];
  const coding = isRecord(encoding.url) ? encoding.url : {};
  const path = typeof coding.field === "string" ? fieldPath(coding.field) : undefined;
  const inRows =
    path && typeof source !== "string" ? source.values.map((row) => valueAt(row, path)) : [];
  const stated = coding.value ?? (path ? undefined : markOptions.url);
  const remote = [...inRows, stated].find(
    (address) => typeof address === "string" && !holdsData(address),
  );
  if (remote === undefined) return [];
  const message =
    `expected pictures inside the specification (data:image/png;base64,…), got the address ${remote}; ` +
    "read the file in a cell and write its bytes as such a text";
  return [{ rule: "remote-data", where, message }];
}

/** True for an address that is its content. */
export function holdsData(address: unknown): boolean {
  return typeof address === "string" && address.startsWith("data:");
}
