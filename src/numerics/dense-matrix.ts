/** A float32 matrix, row-major: element (i, j) is `data[i * columns + j]`. */
export interface DenseMatrix {
  readonly rows: number;
  readonly columns: number;
  /** Length rows · columns. */
  readonly data: Float32Array;
}

/** Which factors of a product are stored transposed. */
export interface ProductOptions {
  /** Multiply by the transpose of a; default false. */
  readonly transposeA?: boolean;
  /** Multiply by the transpose of b; default false. */
  readonly transposeB?: boolean;
}

/** @throws {TypeError, RangeError} not a matrix */
export function requireMatrix(where: string, name: string, matrix: DenseMatrix): void {
  const { rows, columns, data } = matrix;
  if (!(data instanceof Float32Array)) {
    throw new TypeError(
      `${where}: expected ${name}.data to be a Float32Array, got ${typeof data}; ` +
        "use Float32Array.from",
    );
  }
  const isSize = (size: number): boolean => Number.isSafeInteger(size) && size >= 0;
  if (!isSize(rows) || !isSize(columns) || rows * columns !== data.length) {
    throw new RangeError(
      `${where}: expected ${name} with rows * columns numbers, got ${rows} x ${columns} ` +
        `and ${data.length} numbers; give one number for each element`,
    );
  }
}
