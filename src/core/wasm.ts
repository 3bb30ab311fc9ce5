import { type Heap, heapOf } from "./heap.ts";
import { baselineKernels, relaxedKernels } from "./wasm-binaries.ts";
import { type WasmMemory, webAssembly } from "./web-assembly.ts";

/** An instance of the compiled kernels, one a thread and binary. */
export interface WasmKernels {
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

type Choice = "typescript" | "baseline" | "relaxed" | "default";

/** `() => i32x4.relaxed_trunc_f32x4_s(0)` as a module. */
const relaxedProbe = Uint8Array.of(
  ...[0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 15, 1, 13, 0],
  ...[65, 1, 253, 15, 65, 2, 253, 15, 253, 128, 2, 11],
);

let choice: Choice | undefined;
const instances = new Map<string, WasmKernels | null>();

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
  return (wantsRelaxed ? instance("relaxed") : null) ?? instance("baseline");
}

function chosen(): Choice {
  const value = environment()?.DAMLAB_KERNELS || "default";
  if (!["typescript", "baseline", "relaxed", "default"].includes(value)) {
    throw new RangeError(
      `damlab: expected DAMLAB_KERNELS typescript, baseline or relaxed, got ${JSON.stringify(value)}`,
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

function instance(binary: "baseline" | "relaxed"): WasmKernels | null {
  let known = instances.get(binary);
  if (known === undefined) {
    known = compiled(binary);
    instances.set(binary, known);
  }
  return known;
}

/** Null where the engine lacks WebAssembly or the SIMD of the binary. */
function compiled(binary: "baseline" | "relaxed"): WasmKernels | null {
  if (webAssembly === undefined) return null;
  const bytes = Uint8Array.from(
    atob(binary === "relaxed" ? relaxedKernels : baselineKernels),
    (letter) => letter.charCodeAt(0),
  );
  if (!webAssembly.validate(bytes)) return null;
  const { exports } = new webAssembly.Instance(new webAssembly.Module(bytes), {});
  const memory = exports.memory as WasmMemory;
  const base = (exports.heapBase as () => number)();
  return Object.freeze({ exports, memory, heap: heapOf(memory, base) });
}
