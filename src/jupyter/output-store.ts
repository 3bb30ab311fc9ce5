import type { JsonRecord, MimeData, Output } from "./nbformat.ts";
import type { SessionOutput } from "./session.ts";
import { StreamText } from "./stream-text.ts";

/**
 * Turns the messages of a session into the outputs a notebook saves.
 *
 * Consecutive writes to one stream become one output, carriage returns overwrite as in a terminal,
 * displays are updated in place wherever they are shown, and cleared outputs are gone.
 */
export class OutputStore {
  /** Displays by their id, so that a later cell can update an earlier one's. */
  readonly #displays = new Map<string, { data: MimeData; metadata: JsonRecord }[]>();
  readonly #streams = new WeakMap<Output, StreamText>();
  readonly #clearNext = new WeakSet<Output[]>();

  /**
   * Adds one message to the outputs of a cell, in place.
   *
   * @param outputs  list of the cell; the same array for every message of the cell
   * @param message  message of the session
   * @param executionCount  number of the cell, for its result
   */
  add(outputs: Output[], message: SessionOutput, executionCount: number): void {
    if (message.output_type === "clear_output") {
      if (message.wait) this.#clearNext.add(outputs);
      else outputs.length = 0;
      return;
    }
    if (message.output_type === "update_display_data") {
      for (const display of this.#displays.get(message.transient.display_id) ?? []) {
        display.data = { ...message.data };
        display.metadata = { ...message.metadata };
      }
      return;
    }
    if (this.#clearNext.delete(outputs)) outputs.length = 0;
    switch (message.output_type) {
      case "stream":
        this.#write(outputs, message.name, message.text);
        return;
      case "display_data": {
        const { data, metadata, transient } = message;
        const display = {
          output_type: "display_data" as const,
          data: { ...data },
          metadata: { ...metadata },
        };
        outputs.push(display);
        if (transient) {
          const shown = this.#displays.get(transient.display_id) ?? [];
          this.#displays.set(transient.display_id, [...shown, display]);
        }
        return;
      }
      case "execute_result":
        outputs.push({
          output_type: "execute_result",
          data: { ...message.data },
          metadata: { ...message.metadata },
          execution_count: executionCount,
        });
        return;
      case "error": {
        const { ename, evalue, traceback } = message;
        outputs.push({ output_type: "error", ename, evalue, traceback: [...traceback] });
      }
    }
  }

  #write(outputs: Output[], name: string, text: string): void {
    let output = outputs[outputs.length - 1];
    if (output?.output_type !== "stream" || output.name !== name) {
      output = { output_type: "stream", name, text: "" };
      this.#streams.set(output, new StreamText());
      outputs.push(output);
    }
    const written = this.#streams.get(output)!;
    written.add(text);
    output.text = written.toString();
  }
}
