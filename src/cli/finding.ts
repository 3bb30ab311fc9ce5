/** One line of the doctor's report. */
export interface Finding {
  readonly item: string;
  readonly found: string | null;
  readonly needed_for: string;
  readonly required: boolean;
  readonly status: "ok" | "missing" | "broken";
  readonly remedy: string | null;
}

/** The part of a finding that says that all is well. */
export function ok(
  item: string,
  found: string,
): Pick<Finding, "item" | "found" | "status" | "remedy"> {
  return { item, found, status: "ok", remedy: null };
}
