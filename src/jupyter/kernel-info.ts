import { createRequire } from "node:module";
import { LANGUAGE_INFO } from "./language-info.ts";

/**
 * Content of a kernel_info reply.
 *
 * @param version  of the package
 * @param protocol  version of the messaging protocol
 */
export function kernelInfo(version: string, protocol: string): Record<string, unknown> {
  // Only its version is read: the compiler loads in another process.
  const typescript = createRequire(import.meta.url)("typescript/package.json") as {
    version: string;
  };
  return {
    protocol_version: protocol,
    implementation: "damlab",
    implementation_version: version,
    language_info: { ...LANGUAGE_INFO, version: typescript.version },
    banner: `damlab ${version}: TypeScript ${typescript.version} on Node.js ${process.versions.node}`,
    debugger: false,
    supported_features: [],
    help_links: [
      { text: "TypeScript", url: "https://www.typescriptlang.org/docs/" },
      { text: "Arquero", url: "https://idl.uw.edu/arquero/" },
      { text: "Vega-Lite", url: "https://vega.github.io/vega-lite/docs/" },
    ],
  };
}
