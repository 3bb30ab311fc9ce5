import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { damlab } from "./support/cli.ts";
import { repositoryRoot } from "./support/paths.ts";
import { temporaryFolder } from "./support/temporary-folder.ts";

const page = readFileSync(join(repositoryRoot, "README.md"), "utf8");
const blocks = (language: string) =>
  [...page.matchAll(new RegExp(`\`\`\`${language}\n([\\s\\S]*?)\`\`\``, "g"))].map(
    ([, code]) => code,
  );
const block = (language: string) => blocks(language)[0];

test("README: ten lines restore a pattern with a fifth of its spins flipped", () => {
  const code = block("ts");
  assert.ok(code.trim().split("\n").filter(Boolean).length <= 10);
  const printed = execFileSync(process.execPath, ["--input-type=module", "--eval", code], {
    cwd: repositoryRoot,
    encoding: "utf8",
  });
  const [status, overlap] = printed.trim().split(" ");
  assert.equal(status, "fixed-point");
  assert.ok(Number(overlap) >= 0.99, printed);
  assert.ok(page.includes(`prints \`${printed.trim()}\``), "the page quotes what is printed");
});

test("README: the notebook of the page runs and draws its figure", async (t) => {
  const folder = temporaryFolder(t);
  writeFileSync(join(folder, "mine.ipynb"), block("json"));
  const { code, stderr } = await damlab(["run", "mine.ipynb", "--html"], { cwd: folder });
  assert.equal(code, 0, stderr);
  assert.ok(existsSync(join(folder, "out", "mine.html")));
});

test("README: the figure of the page is written in every format", async (t) => {
  const folder = temporaryFolder(t);
  const example = blocks("ts").find((text) => text.includes("saveFigure"))!;
  const code = example.replace("`size.", `\`${folder}/size.`);
  execFileSync(process.execPath, ["--input-type=module", "--eval", code], { cwd: repositoryRoot });
  for (const ending of ["svg", "png", "pdf", "html", "json"]) {
    const { code, stdout } = await damlab(["figure", "inspect", join(folder, `size.${ending}`)]);
    assert.equal(code, 0);
    assert.match(stdout, /Patterns stored at orders n = 2 and 3/);
  }
});

test("README: nested curves in steps give the row that the page shows", () => {
  const example = blocks("ts").find((text) => text.includes("trialCurve"))!;
  const code = `${example}\nconsole.log(capacity, lo.toFixed(4), hi, first.mean);`;
  const printed = execFileSync(process.execPath, ["--input-type=module", "--eval", code], {
    cwd: repositoryRoot,
    encoding: "utf8",
  });
  for (const number of printed.trim().split(" ")) assert.ok(page.includes(number), printed);
});

test("README: every file it links to exists", () => {
  const links = [...page.matchAll(/\]\(([^)#]+)\)/g)].map(([, target]) => target);
  assert.ok(links.length > 4);
  for (const target of links) assert.ok(existsSync(join(repositoryRoot, target)), target);
});
