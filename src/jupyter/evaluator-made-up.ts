/** Ends names that the evaluator makes up; U+02CD is a letter that nobody types in a name. */
export const MADE_UP = "\u02cdcell";
