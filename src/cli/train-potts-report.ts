import { classificationReport } from "../models/classification-report.ts";
import { distinctMemories } from "../models/memory-diversity.ts";
import type { PottsMachine } from "../models/potts-machine.ts";
import type { LabelledData } from "../patterns/labelled-data.ts";
import { labelledVectors } from "../patterns/unit-vectors.ts";

/** How good a machine is, by the names that are printed; null for what there is none of. */
export type TrainReport = Readonly<Record<string, number | null>>;

/** A test of a machine; without labels, what its memories are like. */
export function trainReport(machine: PottsMachine, test: LabelledData | null): TrainReport {
  if (test?.labels == null) return { distinct: distinctMemories(machine).length };
  const data = labelledVectors(test.vectors, test.labels, machine.C);
  const report = classificationReport(machine, data);
  const { samples, accuracy, nearestAccuracy, fidelity, dead, distinct } = report;
  const { fidelityOnCorrect, fidelityOnWrong } = report;
  return {
    ...{ samples, accuracy, nearest_accuracy: nearestAccuracy, fidelity },
    fidelity_on_correct: Number.isNaN(fidelityOnCorrect) ? null : fidelityOnCorrect,
    fidelity_on_wrong: Number.isNaN(fidelityOnWrong) ? null : fidelityOnWrong,
    ...{ dead, distinct },
  };
}

export const reportWords = (report: TrainReport): string =>
  Object.entries(report)
    .map(([name, value]) => `${name} ${value === null ? "–" : Number(value.toPrecision(4))}`)
    .join(", ");
