import { base64 } from "../plot/base64.ts";

/** The numbers of a typed array as text. */
export interface PackedArray {
  /** Kind of the array. */
  readonly kind: "float64" | "int32";
  /** How its numbers are kept, little-endian: float32 where that holds them exactly. */
  readonly kept: "float64" | "float32" | "int32";
  readonly base64: string;
}

/** A plain value with `{ $array: k }` in place of its typed arrays, and these; equal ones are kept once. */
export interface PackedValue {
  readonly value: unknown;
  readonly arrays: readonly PackedArray[];
}

const sizes = { float64: 8, float32: 4, int32: 4 } as const;

/** Takes Float64Array and Int32Array out of records and lists; other values stay as they are. */
export function packArrays(value: unknown): PackedValue {
  const arrays: PackedArray[] = [];
  const places = new Map<string, number>();
  const packed = (part: unknown): unknown => {
    if (part instanceof Float64Array || part instanceof Int32Array) {
      const array = packedArray(part);
      const key = `${array.kind} ${array.kept} ${array.base64}`;
      const place = places.get(key) ?? arrays.push(array) - 1;
      places.set(key, place);
      return { $array: place };
    }
    if (Array.isArray(part)) return part.map(packed);
    if (typeof part !== "object" || part === null) return part;
    // in one order, whatever order the record was made in
    const entries = Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1));
    return Object.fromEntries(entries.map(([key, inner]) => [key, packed(inner)]));
  };
  return { value: packed(value), arrays };
}

/**
 * The inverse of `packArrays`: bit for bit the same arrays, each of its own.
 *
 * @throws {RangeError} an array that is not there, or a text that holds no whole numbers
 */
export function unpackArrays({ value, arrays }: PackedValue): unknown {
  const unpacked = (part: unknown): unknown => {
    if (Array.isArray(part)) return part.map(unpacked);
    if (typeof part !== "object" || part === null) return part;
    if ("$array" in part) return arrayOf(arrays[Number(part.$array)]);
    return Object.fromEntries(Object.entries(part).map(([key, inner]) => [key, unpacked(inner)]));
  };
  return unpacked(value);
}

function packedArray(values: Float64Array | Int32Array): PackedArray {
  const kind = values instanceof Int32Array ? "int32" : "float64";
  const isShort = values.every((value) => Object.is(Math.fround(value), value));
  const kept = kind === "float64" && isShort ? "float32" : kind;
  const bytes = new Uint8Array(values.length * sizes[kept]);
  const view = new DataView(bytes.buffer);
  const size = sizes[kept];
  values.forEach((value, k) => {
    if (kept === "int32") view.setInt32(k * size, value, true);
    else if (kept === "float32") view.setFloat32(k * size, value, true);
    else view.setFloat64(k * size, value, true);
  });
  return { kind, kept, base64: base64(bytes) };
}

function arrayOf(packed: PackedArray | undefined): Float64Array | Int32Array {
  if (packed === undefined) throw new RangeError("unpackArrays: expected an array, got none");
  const { kind, kept } = packed;
  const binary = atob(packed.base64);
  const size = sizes[kept];
  if (binary.length % size !== 0) {
    throw new RangeError(
      `unpackArrays: expected numbers of ${size} bytes, got ${binary.length} bytes`,
    );
  }
  const bytes = Uint8Array.from(binary, (character) => character.charCodeAt(0));
  const view = new DataView(bytes.buffer);
  const count = bytes.length / size;
  const values = kind === "int32" ? new Int32Array(count) : new Float64Array(count);
  for (let k = 0; k < count; k++) {
    values[k] =
      kept === "int32"
        ? view.getInt32(k * size, true)
        : kept === "float32"
          ? view.getFloat32(k * size, true)
          : view.getFloat64(k * size, true);
  }
  return values;
}
