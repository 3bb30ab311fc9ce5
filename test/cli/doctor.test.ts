import assert from "node:assert/strict";
import { test } from "node:test";
import { damlab } from "../support/cli.ts";

type Row = Record<"item" | "found" | "needed_for" | "status" | "remedy", string | null> & {
  required: boolean;
};

async function rows(env: Record<string, string> = {}): Promise<Row[]> {
  const { code, stdout } = await damlab(["doctor", "--json"], { env });
  assert.equal(code, 0);
  return JSON.parse(stdout) as Row[];
}

test("doctor: everything the core needs is there after npm ci, exit 0", async () => {
  const found = await rows();
  assert.deepEqual(
    found.filter(({ required, status }) => required && status !== "ok"),
    [],
  );
  const node = found.find(({ item }) => item === "Node.js");
  assert.equal(node?.found, process.versions.node);
  for (const item of ["typescript", "vega", "@resvg/resvg-wasm", "dejavu-fonts-ttf"]) {
    assert.equal(found.find((row) => row.item === item)?.required, true, item);
  }
});

test("doctor: what is missing has a remedy, what is there has none", async () => {
  const found = await rows({ PATH: "" });
  for (const { item, status, remedy } of found)
    assert.equal(remedy === null, status === "ok", `${item}`);
  for (const item of ["Chromium", "Python", "Jupyter"]) {
    assert.equal(found.find((row) => row.item === item)?.status, "missing", item);
  }
});

test("doctor: something broken that the core needs is named, exit 1", async () => {
  const { code, stdout, stderr } = await damlab(["doctor"], { env: { TMPDIR: "/proc/none" } });
  assert.equal(code, 1);
  assert.match(stdout, /^broken +temporary folder +not writable/m);
  assert.match(stdout, /^ {2}temporary folder: set TMPDIR/m);
  assert.equal(stderr, "damlab doctor: not in order: temporary folder\n");
});
