import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { KernelClient } from "../support/kernel-client.ts";

let kernel: KernelClient;
before(async () => {
  kernel = await KernelClient.start();
});
after(async () => {
  await kernel.close();
});

const ofType = (type: string) => kernel.published.filter(({ header }) => header.msg_type === type);

test("comm: a cell opens one, both sides talk, and buffers arrive as bytes", async () => {
  const { value: id } = await kernel.execute(
    `import { openComm } from "damlab";
     const line = openComm("page", { start: 1 });
     line.onMessage((data, buffers) => line.send({ echo: data.x, sum: buffers[0]![0]! + buffers[0]![1]! }, [new Uint8Array([9])]));
     line.id`,
  );
  const [open] = ofType("comm_open");
  assert.deepEqual(open!.content, { comm_id: id, target_name: "page", data: { start: 1 } });
  const listed = await kernel.request("shell", "comm_info_request", { target_name: "page" });
  assert.deepEqual(listed.comms, { [id!]: { target_name: "page" } });
  const other = await kernel.request("shell", "comm_info_request", { target_name: "other" });
  assert.deepEqual(other.comms, {});
  const sent = await kernel.send("shell", "comm_msg", { comm_id: id, data: { x: "é" } }, [
    new Uint8Array([3, 4]),
  ]);
  await kernel.idle(sent);
  const [message] = ofType("comm_msg");
  assert.deepEqual(message!.content, { comm_id: id, data: { echo: "é", sum: 7 } });
  assert.deepEqual([...message!.buffers[0]!], [9]);
  assert.equal(message!.parent.msg_id, sent);
});

test("comm: the page opens one under a name that a cell listens to", async () => {
  await kernel.execute(
    `import { onComm } from "damlab";
     let seen: unknown[] = [];
     onComm("slider", (comm, data) => {
       console.log("opened", data.at);
       comm.onMessage((data) => { seen.push(data.value); });
       comm.onClose(() => { seen.push("closed"); });
     });`,
  );
  const opened = await kernel.send("shell", "comm_open", {
    comm_id: "c1",
    target_name: "slider",
    data: { at: 5 },
  });
  await kernel.idle(opened);
  const prints = ofType("stream").filter(({ parent }) => parent.msg_id === opened);
  assert.deepEqual(
    prints.map(({ content }) => content.text),
    ["opened 5\n"],
  );
  for (const value of [1, 2]) {
    await kernel.send("shell", "comm_msg", { comm_id: "c1", data: { value } });
  }
  await kernel.send("shell", "comm_close", { comm_id: "c1", data: {} });
  assert.equal((await kernel.execute("seen.join()")).value, "1,2,closed");
  const { comms } = await kernel.request("shell", "comm_info_request");
  assert.ok(!("c1" in (comms as object)));
});

test("comm: one that nobody listens to is closed again, with a word why", async () => {
  const id = await kernel.send("shell", "comm_open", {
    comm_id: "c2",
    target_name: "nobody",
    data: {},
  });
  await kernel.idle(id);
  const closed = ofType("comm_close").map(({ content }) => content.comm_id);
  assert.deepEqual(closed, ["c2"]);
  const error = ofType("error").find(({ parent }) => parent.msg_id === id);
  assert.match(String(error!.content.evalue), /expected a cell that called onComm\("nobody"/);
});

test("comm: messages wait for the cell that runs", async () => {
  const cell = await kernel.send("shell", "execute_request", {
    code: "seen = []; await new Promise((r) => setTimeout(r, 200)); seen.push('cell');",
  });
  await kernel.send("shell", "comm_open", { comm_id: "c3", target_name: "slider", data: {} });
  await kernel.send("shell", "comm_msg", { comm_id: "c3", data: { value: "message" } });
  await kernel.executed(cell);
  assert.equal((await kernel.execute("seen.join()")).value, "cell,message");
});
