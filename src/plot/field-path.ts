/** The names that a Vega-Lite field path goes through: "a.b[0]" is a, b, 0; "a\.b" is one name. */
export function fieldPath(text: string): string[] {
  const path: string[] = [];
  let name = "";
  let quote = "";
  let isOpen = true;
  const close = () => {
    if (isOpen) path.push(name);
    name = "";
  };
  for (let i = 0; i < text.length; i++) {
    const character = text[i]!;
    if (character === "\\") name += text[++i] ?? "";
    else if (quote !== "") {
      if (character === quote) quote = "";
      else name += character;
    } else if (character === "'" || character === '"') quote = character;
    else if (character === "." || character === "[") {
      close();
      isOpen = true;
    } else if (character === "]") {
      close();
      isOpen = false;
    } else name += character;
  }
  close();
  return path;
}

/** The value at a path of a row, undefined where the path ends early. */
export function valueAt(row: unknown, path: readonly string[]): unknown {
  let value = row;
  for (const name of path) {
    if (value === null || value === undefined) return undefined;
    value = (value as Record<string, unknown>)[name];
  }
  return value;
}
