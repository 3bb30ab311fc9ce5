import { projectFolder } from "../experiment/project-folder.ts";
import { type LabelledImages, readLabelledImages } from "../patterns/labelled-images.ts";
import { mnistFiles } from "./mnist-files.ts";

/** The MNIST digits that are there. */
export interface MNIST {
  /** 60 000 images; null when their files are not there. */
  readonly train: LabelledImages | null;
  /** 10 000 images; null when their files are not there. */
  readonly test: LabelledImages | null;
}

/** Where `damlab data fetch mnist` puts the files: `data/mnist` of the project. */
export async function mnistFolder(): Promise<string> {
  const { join } = await import("node:path");
  return join(await projectFolder(), "data", "mnist");
}

/**
 * Reads the MNIST digits, 28 × 28 grey values 0 … 255 with their labels 0 … 9.
 *
 * @param options.folder  with the four files or the two of one part, packed (.gz) or not; `data/mnist` of the
 *   project
 * @throws {Error} neither part is there, with what to do; images without labels or of another number; a file
 *   that is cut off or no IDX
 */
export async function readMNIST(options: { readonly folder?: string } = {}): Promise<MNIST> {
  const folder = options.folder ?? (await mnistFolder());
  const [train, test] = [await readPart(folder, "train"), await readPart(folder, "test")];
  if (train === null && test === null) {
    throw new Error(
      `readMNIST: expected the MNIST files in ${folder}, got none; run "damlab data fetch mnist", or name a ` +
        "folder that has them",
    );
  }
  return { train, test };
}

async function readPart(folder: string, part: "train" | "test"): Promise<LabelledImages | null> {
  const { access } = await import("node:fs/promises");
  const { join } = await import("node:path");
  const paths: string[] = [];
  const missing: string[] = [];
  for (const { name } of mnistFiles.filter((file) => file.part === part)) {
    const candidates = [join(folder, `${name}.gz`), join(folder, name)];
    const found = await Promise.all(
      candidates.map((path) =>
        access(path).then(
          () => path,
          () => null,
        ),
      ),
    );
    const path = found.find((one) => one !== null);
    if (path) paths.push(path);
    else missing.push(name);
  }
  if (paths.length === 0) return null;
  if (missing.length > 0) {
    throw new Error(
      `readMNIST: expected ${missing[0]} beside ${paths[0]}, got none; run "damlab data fetch mnist"`,
    );
  }
  return readLabelledImages(paths[0], paths[1], 10);
}
