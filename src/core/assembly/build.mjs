// Compiles the kernels of this folder, without and with relaxed SIMD, and writes both binaries into
// ../wasm-binaries.ts. Does nothing where that file is of the same sources.
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const folder = dirname(fileURLToPath(import.meta.url));
const output = join(folder, "..", "wasm-binaries.ts");
const sources = readdirSync(folder).filter((name) => /\.(ts|mjs)$/.test(name)).sort();
const hash = createHash("sha256");
for (const name of sources) hash.update(name).update(readFileSync(join(folder, name)));
const firstLine = `// Written by assembly/build.mjs from sources of SHA-256 ${hash.digest("hex")}.`;
if (!existsSync(output) || !readFileSync(output, "utf8").startsWith(firstLine)) {
  const { default: asc } = await import("assemblyscript/asc");
  const compiled = async (isRelaxed) => {
    let binary;
    const options = ["index.ts", "-O3", "--noAssert", "--converge", "--runtime", "stub"];
    options.push("--outFile", "kernels.wasm");
    for (const feature of ["simd", "bulk-memory", "sign-extension", "nontrapping-f2i"]) {
      options.push("--enable", feature);
    }
    if (isRelaxed) options.push("--enable", "relaxed-simd");
    const files = {
      readFile: (name) => {
        const path = join(folder, name);
        return existsSync(path) ? readFileSync(path, "utf8") : null;
      },
      writeFile: (_name, content) => {
        binary = content;
      },
      listFiles: () => [],
    };
    const { error, stderr } = await asc.main(options, files);
    if (error) throw new Error(`kernels: ${error.message}\n${stderr.toString()}`);
    return binary;
  };
  const [baseline, relaxed] = [await compiled(false), await compiled(true)];
  const constant = (name, meaning, bytes) =>
    `/** ${meaning}, base64. */\nexport const ${name} =\n  "${Buffer.from(bytes).toString("base64")}";\n`;
  writeFileSync(
    output,
    `${firstLine}\n\n${constant("baselineKernels", "Kernels in baseline SIMD128", baseline)}\n` +
      constant("relaxedKernels", "The same with relaxed SIMD", relaxed),
  );
  console.log(`kernels: ${baseline.length} bytes, with relaxed SIMD ${relaxed.length} bytes`);
}
