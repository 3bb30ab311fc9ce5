/** Where a text stops being JSON: position counted from 1, and what was expected and found there. */
export interface JsonFault {
  readonly line: number;
  readonly column: number;
  readonly expected: string;
  readonly found: string;
}

const SPACE = /[ \t\r\n]*/y;
const STRING = /"(?:[ !#-[\]-\u{10ffff}]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/uy;
const OTHER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?|true|false|null/y;

/**
 * The first fault of a text that `JSON.parse` refuses, with its line and column.
 *
 * `JSON.parse` names no position for many faults, and says it differently in each version of Node.
 *
 * @param text  any text
 * @returns undefined when the text is JSON
 */
export function findJsonFault(text: string): JsonFault | undefined {
  let at = 0;
  const take = (pattern: RegExp): boolean => {
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    if (match) at += match[0].length;
    return match !== null;
  };
  const fault = (expected: string): JsonFault => {
    const lines = text.slice(0, at).split("\n");
    const rest = text.slice(at);
    const found = /^[^\s,:[\]{}]{1,20}|^./su.exec(rest)?.[0];
    const column = lines[lines.length - 1]!.length + 1;
    return {
      line: lines.length,
      column,
      expected,
      found: found ? JSON.stringify(found) : "the end of the file",
    };
  };
  const string = (what: string): JsonFault | undefined =>
    take(STRING)
      ? undefined
      : fault(text[at] === '"' ? `${what} that is closed and escaped` : what);

  // Closing brackets still owed; a list instead of recursion, so that depth is unlimited.
  const open: ("]" | "}")[] = [];
  for (;;) {
    take(SPACE);
    const first = text[at];
    let ended = false;
    if (first === "{" || first === "[") {
      at++;
      take(SPACE);
      const close = first === "{" ? "}" : "]";
      if (text[at] === close) {
        at++;
        ended = true;
      } else {
        open.push(close);
      }
    } else if (first === '"') {
      const wrong = string("a string");
      if (wrong) return wrong;
      ended = true;
    } else if (take(OTHER)) {
      ended = true;
    } else {
      return fault("a value");
    }
    while (ended) {
      take(SPACE);
      const close = open[open.length - 1];
      if (close === undefined) return at === text.length ? undefined : fault("the end of the file");
      if (text[at] === close) {
        at++;
        open.pop();
      } else if (text[at] === ",") {
        at++;
        ended = false;
      } else {
        return fault(`"," or "${close}"`);
      }
    }
    if (open[open.length - 1] === "}") {
      take(SPACE);
      const wrong = string("a name in double quotes");
      if (wrong) return wrong;
      take(SPACE);
      if (text[at] !== ":") return fault('":"');
      at++;
    }
  }
}
