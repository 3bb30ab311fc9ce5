import { type Source, sourceBytes } from "./read-source.ts";

/** A rectangular array of numbers, row-major, with the length of each axis. */
export interface NumericArray {
  /** Length of each axis, slowest first, e.g. [images, height, width]. */
  readonly shape: readonly number[];
  /** Values, length = product of the shape. */
  readonly values: NumericValues;
}

/** The kinds of flat storage a numeric array comes in. */
export type NumericValues =
  | Uint8Array
  | Int8Array
  | Int16Array
  | Int32Array
  | Float32Array
  | Float64Array;

/** An IDX file, as the MNIST digits are distributed. */
export interface IDXArray extends NumericArray {
  /** Type of the stored numbers. */
  readonly type: "uint8" | "int8" | "int16" | "int32" | "float32" | "float64";
}

const formats: Record<
  number,
  {
    type: IDXArray["type"];
    size: number;
    make: (n: number) => NumericValues;
    at: (view: DataView, byte: number) => number;
  }
> = {
  8: { type: "uint8", size: 1, make: (n) => new Uint8Array(n), at: (v, b) => v.getUint8(b) },
  9: { type: "int8", size: 1, make: (n) => new Int8Array(n), at: (v, b) => v.getInt8(b) },
  11: { type: "int16", size: 2, make: (n) => new Int16Array(n), at: (v, b) => v.getInt16(b) },
  12: { type: "int32", size: 4, make: (n) => new Int32Array(n), at: (v, b) => v.getInt32(b) },
  13: { type: "float32", size: 4, make: (n) => new Float32Array(n), at: (v, b) => v.getFloat32(b) },
  14: { type: "float64", size: 8, make: (n) => new Float64Array(n), at: (v, b) => v.getFloat64(b) },
};

/**
 * Reads an IDX file: two zero bytes, a type byte, the number of axes, the axis lengths as 32-bit
 * big-endian integers, then the big-endian values.
 *
 * @param source  path, file URL or bytes; gzip is recognised
 * @returns shape, type and values, row-major
 * @throws {Error} an unreadable file, a bad magic number, an unknown type, or a length other than
 *   the header promises; the message names the file and the byte offset (after unpacking)
 */
export async function readIDX(source: Source): Promise<IDXArray> {
  const { name, bytes } = await sourceBytes(source, "readIDX");
  const refuse = (expected: string, got: string, offset: number): never => {
    throw new Error(`readIDX: expected ${expected}, got ${got} at byte ${offset} of ${name}`);
  };
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 4) refuse("a magic number of 4 bytes", "the end", bytes.length);
  if (view.getUint16(0) !== 0) {
    refuse("an IDX file (two zero bytes)", `0x${view.getUint16(0).toString(16)}`, 0);
  }
  const format = formats[bytes[2]];
  if (!format) refuse("a type 0x08, 0x09 or 0x0b … 0x0e", `0x${bytes[2].toString(16)}`, 2);
  const axes = bytes[3];
  if (axes === 0) refuse("at least one axis", "0", 3);
  const start = 4 + 4 * axes;
  if (bytes.length < start) refuse(`the lengths of ${axes} axes`, "the end", bytes.length);
  const shape = Array.from({ length: axes }, (_, axis) => view.getUint32(4 + 4 * axis));
  const count = shape.reduce((product, length) => product * length, 1);
  const end = start + count * format.size;
  const promise = `${shape.join(" × ")} values of type ${format.type}, ending at byte ${end}`;
  if (bytes.length < end) refuse(promise, "the end", bytes.length);
  if (bytes.length > end) refuse(promise, `${bytes.length - end} bytes more`, end);
  const values = format.make(count);
  for (let k = 0; k < count; k++) values[k] = format.at(view, start + k * format.size);
  return { shape, type: format.type, values };
}
