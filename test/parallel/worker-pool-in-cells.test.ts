import assert from "node:assert/strict";
import { test } from "node:test";
import { openCells, temporaryProject } from "../support/cells.ts";

const study = (workers: number) =>
  `const table${workers} = await capacityStudy({ orders: [3], N: [16], trials: 4, seed: 1 }, ` +
  `{ workers: ${workers} }); JSON.stringify(table${workers}.objects())`;

test("workerPool: works from cells of a notebook, where an interrupt ends its workers", async () => {
  const cells = await openCells({ directory: temporaryProject() });
  await cells.run('import { capacityStudy } from "damlab";');
  const one = await cells.run(study(1));
  const two = await cells.run(study(2));
  assert.equal(two.status, "ok", JSON.stringify(two.error));
  assert.match(String(two.value), /k_first_mean/);
  assert.equal(two.value, one.value);
  const long =
    "await capacityStudy({ orders: [5], N: [60], trials: 1000, seed: 1 }, " +
    '{ workers: 2, onProgress: () => console.log("on the way") });';
  const ended = await cells.run(long, 1500);
  assert.equal(ended.status, "interrupted");
  const after = await cells.run(study(2).replaceAll("table2", "again"));
  assert.equal(after.value, one.value);
  await cells.session.close();
});
