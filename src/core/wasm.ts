import { type Heap, heapOf } from "./heap.ts";
import { baselineKernels, relaxedKernels } from "./wasm-binaries.ts";
import { type WasmMemory, webAssembly } from "./web-assembly.ts";

/** Without and with relaxed SIMD. */
export type KernelBinary = "baseline" | "relaxed";

/** An instance of the compiled kernels, one a thread and binary. */
export interface WasmKernels {
  readonly binary: KernelBinary;
  /** Functions of `assembly/index.ts`; pointers are byte offsets into `memory`. */
  readonly exports: Readonly<Record<string, unknown>>;
  /** Views of its buffer hold until the next `heap.allocate`. */
  readonly memory: WasmMemory;
  readonly heap: Heap;
}

/**
 * What numbers a kernel makes. `exact`: integers, the same in every binary, so the fastest one is
 * taken. `reproducible`: floats that have to be the same everywhere (random numbers, Monte Carlo),
 * never with relaxed SIMD. `rounded`: floats good to their accuracy; relaxed SIMD, whose last bit
 * depends on the processor, only where it was asked for.
 */
export type KernelPurpose = "exact" | "reproducible" | "rounded";

type Choice = "typescript" | KernelBinary | "default";

/** A module with `() => i8x16.relaxed_swizzle(i8x16.splat(1), i8x16.splat(2))`. */
const relaxedProbe = Uint8Array.of(
  ...[0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 15, 1, 13, 0],
  ...[65, 1, 253, 15, 65, 2, 253, 15, 253, 128, 2, 11],
);

let choice: Choice | undefined;
const instances = new Map<KernelBinary, WasmKernels | null>();

/**
 * The kernels for a purpose; null where the typed-array twins are to be used.
 *
 * The environment variable DAMLAB_KERNELS chooses: `typescript` (twins only), `baseline`, or
 * `relaxed`, which also switches relaxed SIMD on in Node 20 by a V8 flag that Node calls
 * experimental. Without it, relaxed SIMD serves exact kernels where the engine has it by itself.
 *
 * @throws {RangeError} DAMLAB_KERNELS has another value
 */
export function kernelsFor(purpose: KernelPurpose): WasmKernels | null {
  choice ??= chosen();
  if (choice === "typescript") return null;
  const wantsRelaxed =
    choice === "relaxed" ? purpose !== "reproducible" : choice === "default" && purpose === "exact";
  return (wantsRelaxed ? kernelsOf("relaxed") : null) ?? kernelsOf("baseline");
}

function chosen(): Choice {
  const value = environment()?.DAMLAB_KERNELS || "default";
  if (!["typescript", "baseline", "relaxed", "default"].includes(value)) {
    throw new RangeError(
      "kernelsFor: expected DAMLAB_KERNELS to be typescript, baseline or relaxed, " +
        `got ${JSON.stringify(value)}; unset it for the default`,
    );
  }
  if (value === "relaxed" && !hasRelaxed()) {
    globalThis.process
      ?.getBuiltinModule?.("node:v8")
      .setFlagsFromString("--experimental-wasm-relaxed-simd");
  }
  return value as Choice;
}

/** Variables of the process; undefined in a browser. */
const environment = () => globalThis.process?.env;

const hasRelaxed = (): boolean => webAssembly?.validate(relaxedProbe) ?? false;

/** The kernels of one binary, whatever DAMLAB_KERNELS says; null where the engine cannot run it. */
export function kernelsOf(binary: KernelBinary): WasmKernels | null {
  let known = instances.get(binary);
  if (known === undefined) {
    known = compiled(binary);
    instances.set(binary, known);
  }
  return known;
}

/** Null where the engine lacks WebAssembly or the SIMD of the binary, or a page forbids both. */
function compiled(binary: KernelBinary): WasmKernels | null {
  if (webAssembly === undefined) return null;
  const bytes = kernelBytes(binary);
  if (!webAssembly.validate(bytes)) return null;
  let module: object;
  try {
    module = new webAssembly.Module(bytes);
  } catch {
    // The bytes are valid: a content security policy without 'wasm-unsafe-eval' forbids it.
    return null;
  }
  const { exports } = new webAssembly.Instance(module, {});
  const memory = exports.memory as WasmMemory;
  const base = (exports.heapBase as () => number)();
  return Object.freeze({ binary, exports, memory, heap: heapOf(memory, base) });
}

/** The compiled module. */
export function kernelBytes(binary: KernelBinary): Uint8Array {
  const text = atob(binary === "relaxed" ? relaxedKernels : baselineKernels);
  return Uint8Array.from(text, (letter) => letter.charCodeAt(0));
}
