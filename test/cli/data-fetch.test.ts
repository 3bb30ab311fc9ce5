import assert from "node:assert/strict";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { CommanderError } from "commander";
import { dataFetchCommand } from "../../src/cli/data-fetch.ts";
import { damlab } from "../support/cli.ts";
import { fileServer } from "../support/file-server.ts";
import { inOwnProcess } from "../support/own-process.ts";
import { repositoryRoot } from "../support/paths.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const fetchTo = (folder: string, ...args: string[]) =>
  damlab(["data", "fetch", "mnist", "--out", folder, ...args]);

test("damlab data fetch: Ctrl-C keeps the part of a download and says how to go on", async (t) => {
  const folder = temporaryFolder(t);
  const server = await fileServer(t, (_, response) => {
    response.writeHead(200, { etag: '"one"', "content-length": 9912422 });
    response.write(new Uint8Array(5000)); // and then silence
  });
  const { code, stdout, stderr } = await damlab(
    ["data", "fetch", "mnist", "--out", folder, "--url", server.url],
    { interruptAt: /downloading http:.*train-images/ },
  );
  assert.deepEqual([code, stdout], [130, ""]);
  assert.match(stderr, /damlab data fetch: interrupted; the same command goes on/);
  assert.deepEqual(
    readdirSync(folder).filter((name) => !/\.part(\.json)?$/.test(name)),
    [],
  );
});

test("damlab data fetch: without a server it says what to do, exit 1", async (t) => {
  const folder = temporaryFolder(t);
  const server = await fileServer(t, (_, response) => response.writeHead(404).end());
  const { code, stdout, stderr } = await fetchTo(folder, "--url", `${server.url}a,${server.url}b/`);
  assert.deepEqual([code, stdout, readdirSync(folder)], [1, "", []]);
  assert.deepEqual(
    server.requests.map(({ path }) => path),
    ["/a/train-images-idx3-ubyte.gz", "/b/train-images-idx3-ubyte.gz"],
  );
  assert.match(stderr, /train-images-idx3-ubyte\.gz: 404 Not Found\n/);
  assert.match(
    stderr,
    /got none; without network, fetch the files elsewhere and name .* --from\n$/,
  );
});

test("damlab data fetch: a folder with none of the files fails by name", async (t) => {
  const folder = temporaryFolder(t);
  const { code, stdout, stderr } = await fetchTo(folder, "--from", folder, "--json");
  assert.equal(code, 1);
  assert.deepEqual(
    JSON.parse(stdout).map((row: Record<string, unknown>) => [row.file, row.source, row.path]),
    ["train-images", "train-labels", "t10k-images", "t10k-labels"].map((name) => [
      `${name}-idx${name.endsWith("images") ? 3 : 1}-ubyte`,
      "missing",
      null,
    ]),
  );
  assert.match(stderr, /got none of train-images-idx3-ubyte, train-labels-idx1-ubyte, t10k-/);
});

test("damlab data fetch: wrong words are usage errors", async (t) => {
  const folder = temporaryFolder(t);
  const cases: [string[], RegExp][] = [
    [["cifar"], /Allowed choices are mnist/],
    [["mnist", "--url", "ftp://a"], /begins with https:\/\/ or http:\/\/, got ftp/],
    [["mnist", "--from", folder, "--url", "http://a"], /expected --from or --url, got both/],
  ];
  for (const [args, message] of cases) {
    const { error } = await inOwnProcess(t, dataFetchCommand(), args);
    assert.ok(error instanceof CommanderError, args.join(" "));
    assert.match(error.message, message);
  }
});

const datasets = join(repositoryRoot, "../shared/datasets/mnist");

test("damlab data fetch: the MNIST files of a folder are the official ones", {
  skip: !existsSync(datasets),
}, async (t) => {
  const folder = temporaryFolder(t);
  const { code, stdout, stderr } = await fetchTo(folder, "--from", datasets, "--csv");
  assert.equal(code, 0, stderr);
  assert.match(stdout, /t10k-images-idx3-ubyte,test,images,7840016,copied,/);
  assert.match(stdout, /t10k-labels-idx1-ubyte,test,labels,10008,copied,/);
  assert.deepEqual(readdirSync(folder).sort(), [
    "t10k-images-idx3-ubyte.gz",
    "t10k-labels-idx1-ubyte.gz",
  ]);
});
