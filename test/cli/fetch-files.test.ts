import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { gzipSync } from "node:zlib";
import { type FetchedFile, type FetchOptions, fetchFiles } from "../../src/cli/fetch-files.ts";
import { contentFault } from "../../src/cli/official-content.ts";
import { stream } from "../../src/random/stream.ts";
import type { OfficialFile } from "../../src/studies/mnist-files.ts";
import { cutOff, fileServer, sendFile } from "../support/file-server.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

/** 40 000 bytes that gzip cannot shorten. */
const content = new Uint8Array(stream(1, "content").words(10000).buffer);
const packed = gzipSync(content);
const file: OfficialFile = {
  name: "a-images-idx3-ubyte",
  part: "train",
  kind: "images",
  bytes: content.length,
  sha256: createHash("sha256").update(content).digest("hex"),
};

/** Share of the file that the last `fetched` has written. */
let written = 0;
const haveArrived = () => written > 0;

/** Fetches the file into a fresh folder that `prepare` may fill first. */
async function fetched(
  t: TestContext,
  options: Partial<FetchOptions>,
  prepare: (folder: string) => void = () => {},
) {
  const folder = temporaryFolder(t);
  prepare(folder);
  written = 0;
  const said: string[] = [];
  const rows: FetchedFile[] = [];
  const shares: number[] = [];
  const work = fetchFiles({
    files: [file],
    folder,
    mirrors: [],
    signal: new AbortController().signal,
    say: (message) => said.push(message),
    onFile: (row) => rows.push(row),
    onProgress: (_, share) => {
      shares.push(share);
      written = share;
    },
    pause: 1,
    ...options,
  });
  const error = await work.then(
    () => null,
    (reason: Error) => reason,
  );
  return { folder, said, rows, shares, error, left: readdirSync(folder).sort() };
}

test("fetchFiles: a download lies under its name alone, and is not asked for again", async (t) => {
  const server = await fileServer(t, (request, response) => sendFile(request, response, packed));
  const { folder, rows, error, left, shares } = await fetched(t, { mirrors: [server.url] });
  assert.equal(error, null);
  assert.deepEqual(left, ["a-images-idx3-ubyte.gz"]);
  assert.deepEqual(new Uint8Array(readFileSync(join(folder, left[0]))), new Uint8Array(packed));
  assert.equal(rows[0].source, "downloaded");
  assert.equal(shares.at(-1), 1);
  const again = await fetched(t, { mirrors: [server.url], folder });
  assert.equal(again.rows[0].source, "there");
  assert.deepEqual(
    server.requests.map(({ path, range }) => [path, range]),
    [["/a-images-idx3-ubyte.gz", undefined]],
  );
});

test("fetchFiles: a connection that is cut is taken up where it ended", async (t) => {
  const server = await fileServer(t, (request, response, count) =>
    count === 1 ? cutOff(response, packed, 5000, haveArrived) : sendFile(request, response, packed),
  );
  const { error, left } = await fetched(t, { mirrors: [server.url] });
  assert.equal(error, null);
  assert.deepEqual(left, ["a-images-idx3-ubyte.gz"]);
  assert.deepEqual(
    server.requests.map(({ range, ifRange }) => [range, ifRange]),
    [
      [undefined, undefined],
      ["bytes=5000-", '"one"'],
    ],
  );
});

test("fetchFiles: an interrupted download keeps its part, and the next call goes on from it", async (t) => {
  const interrupt = new AbortController();
  const server = await fileServer(t, (request, response, count) => {
    if (count > 1) return sendFile(request, response, packed);
    response.writeHead(200, { etag: '"one"', "content-length": packed.length });
    response.write(packed.subarray(0, 7000)); // and then silence
  });
  const first = await fetched(t, {
    mirrors: [server.url],
    signal: interrupt.signal,
    onProgress: (_, share) => share > 0 && interrupt.abort(),
  });
  assert.equal(first.error?.name, "AbortError");
  assert.deepEqual(first.left, ["a-images-idx3-ubyte.gz.part", "a-images-idx3-ubyte.gz.part.json"]);
  const second = await fetched(t, { mirrors: [server.url], folder: first.folder });
  assert.equal(second.error, null);
  assert.deepEqual(readdirSync(first.folder), ["a-images-idx3-ubyte.gz"]);
  assert.equal(server.requests[1].range, "bytes=7000-");
});

test("fetchFiles: a server without ranges, or of changed content, sends the file from its beginning", async (t) => {
  const cases = [
    // no ranges
    (_: unknown, response: Parameters<typeof cutOff>[0]) => {
      response.writeHead(200, { "content-length": packed.length });
      response.end(packed);
    },
    // other content since: If-Range does not hold
    (request: Parameters<typeof sendFile>[0], response: Parameters<typeof cutOff>[0]) =>
      sendFile(request, response, packed, '"two"'),
    // a range that cannot be had
    (request: Parameters<typeof sendFile>[0], response: Parameters<typeof cutOff>[0]) => {
      if (request.headers.range === undefined) return sendFile(request, response, packed);
      response.writeHead(416).end();
    },
  ];
  for (const [k, answer] of cases.entries()) {
    const server = await fileServer(t, (request, response, count) =>
      count === 1 ? cutOff(response, packed, 5000, haveArrived) : answer(request, response),
    );
    const { error, left } = await fetched(t, { mirrors: [server.url] });
    assert.equal(error, null, `case ${k}`);
    assert.deepEqual(left, ["a-images-idx3-ubyte.gz"], `case ${k}`);
    assert.equal(server.requests[1].range, "bytes=5000-", `case ${k}`);
  }
});

test("fetchFiles: without a validator a cut download begins anew", async (t) => {
  const server = await fileServer(t, (_, response, count) => {
    response.writeHead(200, { "content-length": packed.length });
    if (count > 1) response.end(packed);
    else response.write(packed.subarray(0, 3000), () => setTimeout(() => response.destroy(), 20));
  });
  const { error } = await fetched(t, { mirrors: [server.url] });
  assert.equal(error, null);
  assert.deepEqual(
    server.requests.map(({ range }) => range),
    [undefined, undefined],
  );
});

test("fetchFiles: a beginning from another file is noticed, and the download begins anew", async (t) => {
  const server = await fileServer(t, (request, response) => sendFile(request, response, packed));
  const { error, left } = await fetched(t, { mirrors: [server.url] }, (folder) => {
    const part = join(folder, "a-images-idx3-ubyte.gz.part");
    writeFileSync(part, new Uint8Array(100));
    const url = `${server.url}a-images-idx3-ubyte.gz`;
    writeFileSync(`${part}.json`, JSON.stringify({ url, validator: '"one"' }));
  });
  assert.equal(error, null);
  assert.deepEqual(left, ["a-images-idx3-ubyte.gz"]);
  assert.deepEqual(
    server.requests.map(({ range }) => range),
    ["bytes=100-", undefined],
  );
});

test("fetchFiles: what a mirror lacks, breaks or has of other content comes from the next one", async (t) => {
  const absent = await fileServer(t, (_, response) => response.writeHead(404).end());
  const broken = await fileServer(t, (_, response) => response.writeHead(503).end());
  const other = await fileServer(t, (request, response) =>
    sendFile(request, response, gzipSync(content.map((byte) => byte ^ 1))),
  );
  const right = await fileServer(t, (request, response) => sendFile(request, response, packed));
  const mirrors = [absent.url, broken.url, other.url, right.url];
  const { error, said, left, rows } = await fetched(t, { mirrors });
  assert.equal(error, null);
  assert.deepEqual(left, ["a-images-idx3-ubyte.gz"]);
  assert.equal(rows[0].source, "downloaded");
  assert.equal(said.length, 3);
  assert.match(said[0], /404 Not Found$/);
  assert.match(said[1], /503 Service Unavailable$/);
  assert.match(said[2], /not the official file, content of SHA-256 [0-9a-f]{12}…$/);
  assert.deepEqual([absent.requests.length, broken.requests.length], [1, 4]);
});

test("fetchFiles: no mirror at all says what to do, and leaves no file", async (t) => {
  const absent = await fileServer(t, (_, response) => response.writeHead(404).end());
  const { error, left, said } = await fetched(t, { mirrors: [absent.url, "http://127.0.0.1:9/"] });
  assert.match(
    String(error),
    /expected a-images-idx3-ubyte\.gz from one of .*, got none; .*--from/,
  );
  assert.match(said[1], /127\.0\.0\.1:9\/a-images-idx3-ubyte\.gz: /);
  assert.deepEqual(left, []);
});

test("fetchFiles: more bytes than the file can have are not taken", async (t) => {
  const long = new Uint8Array(content.length + 65537);
  const honest = await fileServer(t, (request, response) => sendFile(request, response, long));
  const endless = await fileServer(t, (_, response) => {
    const more = () =>
      response.write(new Uint8Array(16384), (error) => error || setImmediate(more));
    response.writeHead(200, { etag: '"one"' });
    more();
  });
  const { error, said, left } = await fetched(t, { mirrors: [honest.url, endless.url] });
  assert.notEqual(error, null);
  for (const message of said)
    assert.match(message, /more than 105536 bytes; that is not the file$/);
  assert.deepEqual([said.length, left], [2, []]);
});

test("fetchFiles: a silent server is given up", async (t) => {
  const server = await fileServer(t, () => {});
  const { error, said } = await fetched(t, { mirrors: [server.url], patience: 30, retries: 1 });
  assert.notEqual(error, null);
  assert.match(said[0], /silence for 0\.03 s$/);
  assert.equal(server.requests.length, 2);
});

test("fetchFiles: a file of other content is named and replaced", async (t) => {
  const server = await fileServer(t, (request, response) => sendFile(request, response, packed));
  const { error, said, left } = await fetched(t, { mirrors: [server.url] }, (folder) => {
    writeFileSync(join(folder, file.name), content.subarray(1));
  });
  assert.equal(error, null);
  assert.match(said[0], /is not the official file: 39999 bytes unpacked, not 40000$/);
  assert.deepEqual(left, ["a-images-idx3-ubyte.gz"]);
});

test("fetchFiles: from a folder come the files that it has, packed or not, checked", async (t) => {
  const from = temporaryFolder(t);
  const take = () => fetched(t, { from, mirrors: ["http://127.0.0.1:9/"] });
  assert.deepEqual(
    (await take()).rows.map(({ source, path }) => [source, path]),
    [["missing", null]],
  );
  writeFileSync(join(from, "a-images.idx3-ubyte"), content);
  const plain = await take();
  assert.deepEqual([plain.left, plain.rows[0].source], [["a-images-idx3-ubyte"], "copied"]);
  writeFileSync(join(from, "a-images-idx3-ubyte.gz"), packed.subarray(0, 2000));
  const cut = await take();
  assert.match(
    cut.said[0],
    /is not the official file: a broken gzip stream \(unexpected end of file\)$/,
  );
  assert.deepEqual(cut.left, ["a-images-idx3-ubyte"]);
  writeFileSync(join(from, "a-images-idx3-ubyte.gz"), packed);
  assert.deepEqual((await take()).left, ["a-images-idx3-ubyte.gz"]);
  const nowhere = await fetched(t, { from: join(from, "nowhere") });
  assert.match(String(nowhere.error), /expected a folder, got .*nowhere \(ENOENT\)/);
});

test("fetchFiles: a folder that is a file is refused", async (t) => {
  const place = temporaryFolder(t);
  writeFileSync(join(place, "taken"), "");
  const { error } = await fetched(t, { folder: join(place, "taken") });
  assert.match(String(error), /expected a writable folder, got .*taken \(EEXIST\)/);
  assert.ok(existsSync(place));
  mkdirSync(join(place, "free"));
});

test("contentFault: no more is unpacked than the official length", () => {
  assert.equal(contentFault(packed, file), null);
  assert.equal(contentFault(content, file), null);
  const bomb = gzipSync(new Uint8Array(50 * content.length));
  assert.equal(contentFault(bomb, file), "more than 40000 bytes unpacked");
});
