import { relative } from "node:path";
import { Argument, Command, Option } from "commander";
import { mnistFiles } from "../studies/mnist-files.ts";
import { mnistFolder } from "../studies/read-mnist.ts";
import { type FetchedFile, fetchFiles } from "./fetch-files.ts";
import { interruptible } from "./interruptible.ts";
import { listOf, usage } from "./lists.ts";
import { createProgressLine } from "./progress-line.ts";
import { rowsText } from "./rows-text.ts";
import { textTable } from "./text-table.ts";

interface DataFetchOptions {
  from?: string;
  url: string[];
  out?: string;
  json?: boolean;
  csv?: boolean;
}

/** Copies of the official files that have been there for years. */
const mirrors = [
  "https://ossci-datasets.s3.amazonaws.com/mnist/",
  "https://storage.googleapis.com/cvdf-datasets/mnist/",
];

const columns = ["file", "part", "kind", "bytes", "source", "path"] as const;

/** `damlab data fetch`: the official files of a data set, checked. */
export function dataFetchCommand(): Command {
  return new Command("fetch")
    .description(
      "Put the four official MNIST files into data/mnist of the project, where\n" +
        "readMNIST() and the word mnist of other commands find them. Each is whole and\n" +
        "of the official content (SHA-256 of the unpacked file) or not there; a file\n" +
        "that is there stays, one of other content is replaced. A download that was\n" +
        "interrupted goes on where it stopped. About 12 MB.\n\n" +
        "With --from nothing is downloaded: of the four files those that the folder\n" +
        "has, packed (.gz) or not, are checked and copied.\n\n" +
        `Columns: ${columns.join(", ")}.\n` +
        "source is there, copied, downloaded or missing; bytes are those of the\n" +
        "unpacked file. Exit code 1 when no file is there in the end or a download\n" +
        "failed, 130 when interrupted.",
    )
    .addArgument(new Argument("<name>", "data set").choices(["mnist"]))
    .option("--from <folder>", "take the files from a folder instead of the network")
    .addOption(
      new Option("--url <addresses>", "addresses of folders with the files, a,b,c; tried in turn")
        .argParser(usage(listOf(address)))
        .default(mirrors, "two mirrors of the official files"),
    )
    .option("--out <folder>", "where they go (default: data/mnist of the project)")
    .addOption(new Option("--json", "print an array of rows").conflicts("csv"))
    .option("--csv", "print the rows as comma-separated values")
    .action(fetchData);
}

async function fetchData(
  _name: string,
  options: DataFetchOptions,
  command: Command,
): Promise<void> {
  if (options.from !== undefined && command.getOptionValueSource("url") === "cli") {
    command.error("error: expected --from or --url, got both");
  }
  const folder = options.out ?? (relative("", await mnistFolder()) || ".");
  const say = (message: string): void => {
    // on a terminal, in place of the bar
    const place = process.stderr.isTTY ? "\r\x1b[K" : "";
    process.stderr.write(`${place}damlab data fetch: ${message}\n`);
  };
  const rows: FetchedFile[] = [];
  const progress = createProgressLine("data fetch", mnistFiles.length, "files");
  let wasInterrupted = false;
  try {
    wasInterrupted = await interruptible((signal) =>
      fetchFiles({
        files: mnistFiles,
        folder,
        ...(options.from !== undefined && { from: options.from }),
        mirrors: options.url,
        signal,
        say,
        onDownload: (url) => process.stderr.isTTY || say(`downloading ${url}`),
        onProgress: progress.update,
        onFile: (file) => {
          progress.finish(rows.length);
          rows.push(file);
        },
      }),
    );
  } finally {
    progress.stop();
    const text = rowsText(rows, columns, options, (some) =>
      textTable(
        some.map((row) => ({ ...row })),
        columns,
      ),
    );
    if (text !== "") console.log(text);
  }
  if (wasInterrupted) return say("interrupted; the same command goes on where it stopped");
  const missing = rows.filter(({ source }) => source === "missing");
  if (missing.length === 0) return;
  say(
    `expected the four files in ${options.from}, got none of ${missing.map(({ file }) => file).join(", ")}`,
  );
  if (missing.length === rows.length) process.exitCode = 1;
}

function address(text: string): string {
  const { protocol } = URL.canParse(text) ? new URL(text) : { protocol: "" };
  if (protocol === "https:" || protocol === "http:") return text;
  throw new RangeError(`expected an address that begins with https:// or http://, got ${text}`);
}
