/** Ends names that the evaluator makes up; U+02CD is a letter that nobody types in a name. */
export const MADE_UP = "\u02cdcell";

/** The name under which a name of a cell is found on the global object. */
export function runtimeName(name: string, reservedNames: ReadonlySet<string>): string {
  return reservedNames.has(name) ? name + MADE_UP : name;
}
