import { stream } from "../../src/random/stream.ts";

/** Standard Gaussian numbers in float32. */
export function gaussianMatrix(length: number, ...labels: (string | number)[]): Float32Array {
  const rng = stream(1, "matrix", ...labels);
  return Float32Array.from({ length }, () => rng.gaussian());
}
