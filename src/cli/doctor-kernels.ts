import { type KernelBinary, kernelsFor, kernelsOf } from "../core/wasm.ts";
import { type TensorEngineName, tensorEngine } from "../numerics/tensor.ts";
import { type Finding, ok } from "./finding.ts";

const names: Record<KernelBinary, string> = { baseline: "SIMD", relaxed: "relaxed SIMD" };

/** Which kernels this machine runs, and which of them are taken for what. */
export function kernelsFinding(): Finding {
  const row = { item: "kernels", needed_for: "speed (DAMLAB_KERNELS chooses)", required: false };
  try {
    const exact = kernelsFor("exact")?.binary;
    const rounded = kernelsFor("rounded")?.binary;
    const here = (["baseline", "relaxed"] as const).filter((name) => kernelsOf(name) !== null);
    const list = ["TypeScript", ...here.map((binary) => names[binary])].join(", ");
    const taken = [exact, rounded].map((binary) => (binary ? names[binary] : "TypeScript"));
    const found = `${list}; taken for integers: ${taken[0]}, for float32: ${taken[1]}`;
    if (here.length > 0) return { ...row, ...ok(row.item, found) };
    const remedy =
      "use a machine on which Node.js has WebAssembly SIMD (x86-64 with SSE4.1, ARM64)";
    return { ...row, found, status: "missing", remedy };
  } catch (error) {
    // DAMLAB_KERNELS is none of its words.
    const remedy = "unset DAMLAB_KERNELS";
    return { ...row, found: (error as Error).message, status: "broken", remedy };
  }
}

/** Whether an engine for dense products is there and multiplies. */
export async function engineFinding(name: TensorEngineName, remedy: string): Promise<Finding> {
  const row = { item: `engine ${name}`, needed_for: "dense float32 products", required: false };
  try {
    const { multiply } = await tensorEngine(name);
    const two = { rows: 1, columns: 1, data: Float32Array.of(2) };
    const [product] = multiply(two, two).data;
    if (product === 4) return { ...row, ...ok(row.item, "multiplies") };
    return { ...row, found: `2 * 2 = ${product}`, status: "broken", remedy };
  } catch (error) {
    const { message } = error as Error;
    if (message.includes("got none")) return { ...row, found: null, status: "missing", remedy };
    return { ...row, found: message.split("\n")[0], status: "broken", remedy };
  }
}
