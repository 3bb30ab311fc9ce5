import { createHash } from "node:crypto";
import { InvalidArgumentError } from "commander";
import type { LabelledData } from "../patterns/labelled-data.ts";
import { dataByName } from "../studies/data-by-name.ts";
import { heldOut } from "../studies/held-out.ts";
import type { ReadingSetting, TrainParameters } from "./train-potts-setting.ts";
import { usageOf } from "./usage-of.ts";

/** What is trained on, and what it is tested with. */
export interface TrainData {
  readonly train: LabelledData;
  readonly test: LabelledData | null;
  /** What tells data apart. */
  readonly identity: TrainParameters["data"];
}

/** Other data for the test, and their labels; null for none. */
export interface TestData {
  readonly test?: string;
  readonly testLabels?: string | null;
}

/**
 * Reads the data of a training, in random order, and those of its test.
 *
 * @throws {InvalidArgumentError} no labels where they are needed, a share that leaves nothing
 * @throws {Error} as `dataByName`, or test data of another N
 */
export async function trainData(
  reading: ReadingSetting,
  unsupervised: boolean,
  seed: number,
  { test, testLabels }: TestData,
): Promise<TrainData> {
  const { data, testShare, ...how } = reading;
  const all = await dataByName(data, { ...how, seed });
  if (all.labels === null && !unsupervised) {
    throw new InvalidArgumentError(
      `expected labels of ${data}, got none; name them with --labels, or train with --unsupervised`,
    );
  }
  const parts: ReturnType<typeof heldOut>[] = [];
  usageOf(
    () => {
      parts.push(heldOut(all, testShare, seed));
    },
    { share: "--test-share" },
  );
  const { train, test: held } = parts[0];
  const { M, N, values } = train.vectors;
  const hash = createHash("sha256").update(new Uint8Array(values.buffer));
  if (train.labels) hash.update(new Uint8Array(train.labels.buffer));
  const identity = { M, N, sha256: hash.digest("hex") };
  if (test === undefined) return { train, test: held, identity };
  const other = await dataByName(test, {
    part: "test",
    ...(testLabels !== undefined && { labels: testLabels }),
    ...(how.image && { image: how.image }),
    ...(unsupervised ? {} : { classes: all.classes }),
    ...{ blank: how.blank, N },
  });
  if (other.vectors.N === N) return { train, test: other, identity };
  throw new Error(
    `expected test data of N = ${N} numbers a row as in ${data}, got ${other.vectors.N} in ${test}`,
  );
}
