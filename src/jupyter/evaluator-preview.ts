import { inspect, types } from "node:util";
import type { Preview } from "./session-queries.ts";

// Runs nothing of the user's: neither getters, nor traps of proxies, nor methods of the value or of
// its class. Node's `inspect` is only used for primitives: it reads `constructor.name` and
// `Symbol.toStringTag`, which may be getters.

const MAXIMUM_CHARACTERS = 200;
const MAXIMUM_ENTRIES = 10;
const MAXIMUM_STRING = 100;

const TypedArrayPrototype = Object.getPrototypeOf(Uint8Array.prototype);
const kindOf = getter(TypedArrayPrototype, Symbol.toStringTag);
const lengthOf = getter(TypedArrayPrototype, "length");
const mapSizeOf = getter(Map.prototype, "size");
const setSizeOf = getter(Set.prototype, "size");
const sourceOf = getter(RegExp.prototype, "source");
const flagsOf = getter(RegExp.prototype, "flags");
const isoOf = Date.prototype.toISOString;
const timeOf = Date.prototype.getTime;
const sourceTextOf = Function.prototype.toString;

/** One line about a value, of at most 200 characters, and whether the value has parts. */
export function preview(value: unknown): Preview {
  const line = text(value, 1).replaceAll("\n", " ");
  const isCut = line.length > MAXIMUM_CHARACTERS;
  return {
    value: isCut ? `${line.slice(0, MAXIMUM_CHARACTERS - 1)}…` : line,
    ...(hasMembers(value) ? { hasMembers: true } : {}),
  };
}

function hasMembers(value: unknown): boolean {
  if (typeof value !== "object" || value === null || types.isProxy(value)) return false;
  if (types.isMap(value)) return mapSizeOf(value) !== 0;
  if (types.isSet(value)) return setSizeOf(value) !== 0;
  // Names of a million elements take longer than an answer may.
  if (types.isTypedArray(value)) return lengthOf(value) !== 0;
  if (Array.isArray(value)) return dataOf(value, "length") !== 0;
  return Object.keys(value).length > 0;
}

function text(value: unknown, depth: number): string {
  if (typeof value === "string") {
    const rest = value.length - MAXIMUM_STRING;
    const more = rest > 0 ? `... ${rest} more characters` : "";
    return inspect(value.slice(0, MAXIMUM_STRING)) + more;
  }
  if ((typeof value !== "object" && typeof value !== "function") || value === null) {
    return inspect(value);
  }
  if (types.isProxy(value)) return "[Proxy]";
  if (typeof value === "function") return functionText(value);
  if (types.isModuleNamespaceObject(value)) {
    return `[module, ${Reflect.ownKeys(value).filter((key) => typeof key === "string").length} names]`;
  }
  if (types.isDate(value)) {
    return Number.isNaN(timeOf.call(value)) ? "Invalid Date" : isoOf.call(value);
  }
  if (types.isRegExp(value)) return `/${sourceOf(value)}/${flagsOf(value)}`;
  if (types.isNativeError(value)) return errorText(value);
  if (types.isTypedArray(value)) return typedArrayText(value, depth);
  const name = className(value);
  if (types.isMap(value) || types.isSet(value)) {
    return `${name}(${types.isMap(value) ? mapSizeOf(value) : setSizeOf(value)})`;
  }
  if (Array.isArray(value)) return arrayText(value, name, depth);
  return objectText(value, name, depth);
}

function functionText(value: object): string {
  const name = dataOf(value, "name");
  const kind = sourceTextOf.call(value).startsWith("class") ? "class" : "Function";
  return typeof name === "string" && name !== "" ? `[${kind} ${name}]` : `[${kind}]`;
}

function errorText(value: object): string {
  const message = dataOf(value, "message");
  const name = className(value);
  return typeof message === "string" && message !== "" ? `${name}: ${message}` : name;
}

function typedArrayText(value: object, depth: number): string {
  const length = lengthOf(value) as number;
  const kind = `${kindOf(value)}(${length})`;
  if (depth === 0) return kind;
  const values = value as ArrayLike<number | bigint>;
  const shown = Math.min(length, MAXIMUM_ENTRIES);
  const entries = Array.from({ length: shown }, (_, i) => inspect(values[i]));
  return `${kind} ${bracketed(entries, length, "[", "]")}`;
}

function arrayText(value: object, name: string, depth: number): string {
  const length = dataOf(value, "length") as number;
  const kind = `${name}(${length})`;
  if (depth === 0) return kind;
  const shown = Math.min(length, MAXIMUM_ENTRIES);
  const entries = Array.from({ length: shown }, (_, i) => memberText(value, String(i), depth));
  return `${kind} ${bracketed(entries, length, "[", "]")}`;
}

function objectText(value: object, name: string, depth: number): string {
  if (depth === 0) return `[${name}]`;
  const keys = Object.keys(value);
  const entries = keys
    .slice(0, MAXIMUM_ENTRIES)
    .map((key) => `${keyText(key)}: ${memberText(value, key, depth)}`);
  const members = bracketed(entries, keys.length, "{ ", " }");
  return name === "Object" ? members : `${name} ${members}`;
}

function bracketed(entries: string[], count: number, open: string, close: string): string {
  if (entries.length === 0) return (open + close).replaceAll(" ", "");
  const more = count > entries.length ? [`... ${count - entries.length} more`] : [];
  return open + [...entries, ...more].join(", ") + close;
}

function memberText(value: object, key: string, depth: number): string {
  const descriptor = Object.getOwnPropertyDescriptor(value, key);
  if (!descriptor) return "<empty>";
  return descriptor.get || descriptor.set ? "[Getter]" : text(descriptor.value, depth - 1);
}

function keyText(key: string): string {
  return /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(key) ? key : inspect(key);
}

function className(value: object): string {
  let prototype: unknown = Object.getPrototypeOf(value);
  while (typeof prototype === "object" && prototype !== null && !types.isProxy(prototype)) {
    const made = dataOf(prototype, "constructor");
    const name = typeof made === "function" && !types.isProxy(made) ? dataOf(made, "name") : "";
    if (typeof name === "string" && name !== "") return name;
    prototype = Object.getPrototypeOf(prototype);
  }
  return "Object";
}

function dataOf(value: object, key: string): unknown {
  return Object.getOwnPropertyDescriptor(value, key)?.value;
}

function getter(prototype: object, key: string | symbol): (value: object) => unknown {
  const get = Object.getOwnPropertyDescriptor(prototype, key)?.get as () => unknown;
  return (value) => Reflect.apply(get, value, []);
}
