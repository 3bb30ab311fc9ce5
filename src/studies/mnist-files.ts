/** A published file, known by its content. */
export interface OfficialFile {
  /** Name without .gz. */
  readonly name: string;
  readonly part: "train" | "test";
  readonly kind: "images" | "labels";
  /** Length of the unpacked file. */
  readonly bytes: number;
  /** SHA-256 of the unpacked file, 64 hexadecimal digits; copies are packed in different ways. */
  readonly sha256: string;
}

/** The four files: 60 000 training and 10 000 test images of 28 × 28 grey values, and their labels. */
export const mnistFiles: readonly OfficialFile[] = [
  {
    name: "train-images-idx3-ubyte",
    part: "train",
    kind: "images",
    bytes: 47040016,
    sha256: "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db",
  },
  {
    name: "train-labels-idx1-ubyte",
    part: "train",
    kind: "labels",
    bytes: 60008,
    sha256: "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5",
  },
  {
    name: "t10k-images-idx3-ubyte",
    part: "test",
    kind: "images",
    bytes: 7840016,
    sha256: "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7",
  },
  {
    name: "t10k-labels-idx1-ubyte",
    part: "test",
    kind: "labels",
    bytes: 10008,
    sha256: "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2",
  },
];
