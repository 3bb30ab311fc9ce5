import { after, before, beforeEach } from "node:test";
import { DISPLAY_SINK, type DisplayOutput } from "../../src/jupyter/display-host.ts";
import type { MimeBundle } from "../../src/jupyter/mime-bundle.ts";

/** What the tests of a file display, collected anew for each test. */
export interface DisplayOutputs {
  all(): readonly DisplayOutput[];
  /** The bundles, empty for what clears. */
  bundles(): MimeBundle[];
}

export function collectDisplays(): DisplayOutputs {
  let outputs: DisplayOutput[] = [];
  const host = globalThis as { [DISPLAY_SINK]?: (output: DisplayOutput) => void };
  before(() => {
    host[DISPLAY_SINK] = (output) => outputs.push(output);
  });
  after(() => {
    delete host[DISPLAY_SINK];
  });
  beforeEach(() => {
    outputs = [];
  });
  return {
    all: () => outputs,
    bundles: () =>
      outputs.map((output) => (output.output_type === "clear_output" ? {} : output.data)),
  };
}
