/** Global key of the function that asks the person at the front end; set by the evaluator. */
export const INPUT_SOURCE: unique symbol = Symbol.for("damlab.input.source") as never;

type InputSource = (prompt: string, isPassword: boolean) => Promise<string>;
const shared = globalThis as { [INPUT_SOURCE]?: InputSource };

/**
 * Asks the person who runs the notebook for a line of text.
 *
 * @param prompt  shown before the field
 * @param options.password  whether the characters are hidden; default false
 * @throws {Error} nobody can answer: a run from the command line, a client that takes no input
 */
export async function input(
  prompt = "",
  { password = false }: { readonly password?: boolean } = {},
): Promise<string> {
  const ask = shared[INPUT_SOURCE];
  if (!ask) throw new Error(NO_INPUT);
  return ask(prompt, password);
}

/** Message of the error where nobody can answer. */
export const NO_INPUT =
  "input: expected a front end that can ask for input, got none; run the cell in Jupyter, " +
  "or make the value a parameter";
