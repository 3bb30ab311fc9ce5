import assert from "node:assert/strict";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { after, before, test } from "node:test";
import type { Browser } from "playwright-core";
import { type BrowserBundle, browserBundle } from "../support/browser-bundle.ts";
import { launchChromium, needsChromium } from "../support/chromium.ts";
import { type SameNumbers, sameNumbers } from "../support/same-numbers.ts";

const script = `
import { kernelsHere, sameNumbers } from "/library.js";
const answer = { kernels: kernelsHere(), numbers: await sameNumbers(2) };
document.body.append(Object.assign(document.createElement("pre"), { textContent: JSON.stringify(answer) }));`;
const html =
  '<!doctype html><meta charset="utf-8"><body><script type="module" src="/page.js"></script>';

/** Without 'wasm-unsafe-eval': the page may run scripts but compile no WebAssembly. */
const noWebAssembly = { "Content-Security-Policy": "script-src 'self'" };

let bundle: BrowserBundle;
let server: Server;
let browser: Browser;
before(async () => {
  if (needsChromium.skip !== undefined) return;
  bundle = await browserBundle("dist/test/support/same-numbers.js");
  const scripts: Record<string, string> = { "/page.js": script, "/library.js": bundle.code };
  server = createServer(({ url = "" }, response) => {
    const isScript = url in scripts;
    response.setHeader("Content-Type", isScript ? "text/javascript" : "text/html");
    if (url === "/twins") response.setHeaders(new Map(Object.entries(noWebAssembly)));
    response.end(scripts[url] ?? html);
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  browser = await launchChromium();
});
after(async () => {
  await browser?.close();
  server?.close();
});

interface Answer {
  readonly kernels: Readonly<Record<string, string>>;
  readonly numbers: SameNumbers;
}

async function answerOf(path: string): Promise<Answer> {
  const page = await browser.newPage();
  const complaints: string[] = [];
  page.on("pageerror", ({ stack, message }) => complaints.push(stack ?? message));
  const { port } = server.address() as AddressInfo;
  await page.goto(`http://127.0.0.1:${port}${path}`);
  const answer = page.locator("pre").textContent({ timeout: 120_000 });
  const text = await answer.catch((error: Error) => assert.fail(`${error.message}\n${complaints}`));
  assert.deepEqual(complaints, []);
  await page.close();
  return JSON.parse(text ?? "");
}

test("damlab: a bundle for browsers stands on its own", needsChromium, () => {
  assert.deepEqual(bundle.needed, []);
  assert.ok(bundle.code.includes("capacityStudy"));
});

test(
  "capacityStudy: in a browser the table is that of Node, with kernels and with twins",
  needsChromium,
  async () => {
    const expected = await sameNumbers(1);
    const { kernels, numbers } = await answerOf("/");
    assert.deepEqual(kernels, { exact: "relaxed", reproducible: "baseline", rounded: "baseline" });
    assert.deepEqual(numbers, expected);
    const twins = await answerOf("/twins");
    assert.deepEqual(new Set(Object.values(twins.kernels)), new Set(["typescript"]));
    assert.deepEqual(twins.numbers, expected);
  },
);
