/**
 * One text per value: JSON with sorted keys, no spaces, and every number kept.
 *
 * Infinity, −Infinity, NaN and −0, which JSON lacks, become `{"$number":"Infinity"}` and so on;
 * properties that are undefined are left out. `fromCanonicalJson` is the inverse.
 *
 * @param value  null, booleans, numbers, strings, arrays and plain objects of these
 * @param indent spaces per level; 0
 * @throws {TypeError} anything else is inside, or an object has the key `$number`
 */
export function canonicalJson(value: unknown, indent = 0): string {
  return JSON.stringify(plain(value, "value"), null, indent);
}

/**
 * The value of a text written by `canonicalJson`.
 *
 * @throws {SyntaxError} the text is not JSON
 */
export function fromCanonicalJson(text: string): unknown {
  return JSON.parse(text, (_key, value: unknown) => {
    const isTagged = typeof value === "object" && value !== null && "$number" in value;
    return isTagged ? Number(value.$number) : value;
  });
}

function plain(value: unknown, where: string): unknown {
  if (typeof value === "number" && (!Number.isFinite(value) || Object.is(value, -0))) {
    return { $number: Object.is(value, -0) ? "-0" : String(value) };
  }
  if (value === null || ["number", "string", "boolean"].includes(typeof value)) return value;
  if (Array.isArray(value)) return value.map((item, i) => plain(item, `${where}[${i}]`));
  if (!isPlainObject(value)) throw refusal(value, where);
  if ("$number" in value) {
    throw new TypeError(`canonicalJson: expected no key $number, got one in ${where}; rename it`);
  }
  const keys = Object.keys(value).filter((key) => value[key] !== undefined);
  return Object.fromEntries(keys.sort().map((key) => [key, plain(value[key], `${where}.${key}`)]));
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

function refusal(value: unknown, where: string): TypeError {
  const isObject = typeof value === "object" && value !== null;
  const kind = isObject ? (value.constructor?.name ?? "an object") : typeof value;
  const remedy = ArrayBuffer.isView(value) ? "; convert it with Array.from" : "";
  return new TypeError(
    `canonicalJson: expected null, booleans, numbers, strings, arrays and plain objects, ` +
      `got ${kind} as ${where}${remedy}`,
  );
}
