import type { PottsEpoch } from "../learning/potts-training-options.ts";
import { rowsText } from "./rows-text.ts";
import { textTable } from "./text-table.ts";

/** An epoch as `damlab train potts` prints and keeps it. */
export interface EpochRow {
  readonly epoch: number;
  /** Number of memories P. */
  readonly memories: number;
  readonly loss: number;
  readonly validation_loss: number | null;
  readonly accuracy: number | null;
  readonly beta: number;
  readonly kappa: number;
  readonly seed: number;
}

export const epochColumns = [
  "epoch",
  "memories",
  "loss",
  "validation_loss",
  "accuracy",
  "beta",
  "kappa",
  "seed",
] as const;

export function epochRow(row: PottsEpoch, memories: number, seed: number): EpochRow {
  const { epoch, loss, validationLoss: validation_loss, accuracy, beta, kappa } = row;
  return { epoch, memories, loss, validation_loss, accuracy, beta, kappa, seed };
}

/** An epoch in words, for the line of progress; `epochs` is null where their number is open. */
export function epochWords(row: EpochRow, epochs: number | null): string {
  const { epoch, memories, loss, validation_loss, accuracy, beta } = row;
  return [
    epochs === null ? `epoch ${epoch}, ${memories} memories` : `epoch ${epoch} of ${epochs}`,
    `loss ${loss.toFixed(4)}`,
    ...(validation_loss === null ? [] : [`validation ${validation_loss.toFixed(4)}`]),
    ...(accuracy === null ? [] : [`accuracy ${accuracy.toFixed(3)}`]),
    `beta ${beta.toPrecision(4)}`,
  ].join(", ");
}

const mostShown = 20;

/** Rows of epochs as JSON, as CSV, or as a table of at most 20 of them, the last one included. */
export function epochsText(
  rows: readonly EpochRow[],
  format: { readonly json?: boolean; readonly csv?: boolean },
): string {
  return rowsText(rows, epochColumns, format, (all) => {
    const stride = Math.ceil(all.length / mostShown);
    const shown = all.filter((_, k) => (all.length - 1 - k) % stride === 0);
    const columns = epochColumns.filter((column) => column !== "seed");
    const thinned = stride > 1 ? `, 1 epoch in ${stride} shown` : "";
    return `seed ${all[0].seed}${thinned}\n${textTable(
      shown.map((row) => ({ ...row })),
      columns.filter((column) => all.some((row) => row[column] !== null)),
    )}`;
  });
}
