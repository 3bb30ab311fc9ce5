/** Ends names that the evaluator makes up; U+02CD is a letter that nobody types in a name. */
export const MADE_UP = "\u02cdcell";

/** Names that emitted scripts call; the evaluator puts them on the global object. */
export const GATE = "__cellGate";
export const RESUME = "__cellResume";
export const GATE_ITERABLE = "__cellGateIterable";
export const META = "__cellMeta";
export const NAME = "__cellName";
export const IMPORTED = "__cellImported";
export const LOOP_START = "__cellLoop";
export const LOOP_END = "__cellLoopEnd";

/** The name under which a name of a cell is found on the global object. */
export function runtimeName(name: string, reservedNames: ReadonlySet<string>): string {
  return reservedNames.has(name) ? name + MADE_UP : name;
}
