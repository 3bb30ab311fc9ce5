import { type LabelledData, labelledData } from "../patterns/labelled-data.ts";
import { values } from "../patterns/patterns.ts";
import {
  type LabelledVectorOptions,
  readLabelledVectors,
} from "../patterns/read-labelled-vectors.ts";
import { renderedDigits } from "../patterns/rendered-digits.ts";
import { stream } from "../random/stream.ts";
import { mnistFolder, readMNIST } from "./read-mnist.ts";

/** What data to take. */
export interface DataOptions extends LabelledVectorOptions {
  /** Part of the data that `mnist` and `digits` stand for; "train". */
  readonly part?: "train" | "test";
}

/**
 * Labelled data on the sphere by a word: `digits`, digits drawn here (16 × 16, 1000 unless `rows` says
 * otherwise, by `seed`); `mnist`, the part of MNIST that is in `data/mnist`; else a file, as `readLabelledVectors`.
 *
 * @throws {Error} as `readMNIST` and `readLabelledVectors`, or the part of MNIST that is not there
 */
export async function dataByName(name: string, options: DataOptions = {}): Promise<LabelledData> {
  if (name === "digits") return drawnDigits(options);
  if (name === "mnist") return mnistDigits(options);
  return readLabelledVectors(name, options);
}

function drawnDigits({
  part = "train",
  rows = 1000,
  seed = 1,
  ...options
}: DataOptions): LabelledData {
  const perDigit = Math.ceil(rows / 10);
  const { patterns, labels, size } = renderedDigits({ perDigit }, stream(seed, "digits", part));
  const total = Math.min(rows, patterns.P);
  return labelledData(
    "dataByName",
    {
      source: "digits",
      total,
      N: patterns.N,
      values: values(patterns),
      labels: { values: Array.from(labels.subarray(0, total)), from: "digits" },
      image: { height: size, width: size },
    },
    options,
  );
}

async function mnistDigits({ part = "train", ...options }: DataOptions): Promise<LabelledData> {
  const images = (await readMNIST())[part];
  if (images === null) {
    throw new Error(
      `dataByName: expected the ${part} part of MNIST in ${await mnistFolder()}, got the other one alone; run ` +
        '"damlab data fetch mnist", or name a file of images',
    );
  }
  const { M, height, width, pixels, labels } = images;
  return labelledData(
    "dataByName",
    {
      source: `mnist (${part})`,
      total: M,
      N: height * width,
      values: pixels,
      labels: { values: Array.from(labels), from: "mnist" },
      image: { height, width },
    },
    options,
  );
}
