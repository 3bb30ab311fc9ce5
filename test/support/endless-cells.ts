/** A WebAssembly module whose only function, f, is `loop br 0 end`. */
const WASM = `const bytes = new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0,
  7, 5, 1, 1, 102, 0, 0, 10, 9, 1, 7, 0, 3, 64, 12, 0, 11, 11]);
const { instance } = await WebAssembly.instantiate(bytes);
(instance.exports.f as () => void)();`;

/** Cells that end only when they are interrupted; they use a top-level function `sleep(ms)`. */
export const ENDLESS: readonly (readonly [name: string, code: string])[] = [
  ["a synchronous loop", "for (;;);"],
  ["a loop after an await", "await sleep(5); for (;;);"],
  ["a nested call", "function inner() { for (;;); } function outer() { inner(); } outer();"],
  ["a promise that never settles", "await new Promise(() => {});"],
  ["an awaited loop", "for (;;) await sleep(1);"],
  ["a long WebAssembly call", WASM],
  ["a loop in try and finally", "try { for (;;); } finally { for (;;); }"],
  ["a flood of print", "for (let i = 0; ; i++) console.log(i);"],
];
