import assert from "node:assert/strict";
import { test } from "node:test";
import { EigenvalueDecomposition, Matrix } from "ml-matrix";
import { type LearningRecord, learningTree } from "../../src/learning/learning-tree.ts";
import { overlapComponents } from "../../src/learning/overlap-components.ts";
import { tree } from "../../src/plot/tree.ts";
import { stream } from "../../src/random/stream.ts";
import { randomVectors } from "../support/small-potts.ts";

const [N, C] = [5, 2];
const data = randomVectors(40, N, 1);
const record = (epoch: number, P: number, origins?: readonly number[]): LearningRecord => {
  const classWeights = new Float64Array((P + 1) * (C + 1));
  stream(epoch, "weights").fillUniform(classWeights);
  return {
    ...{ epoch, P, C, memories: randomVectors(P, N, 10 + epoch).values, classWeights },
    ...(origins && { origins }),
  };
};
const history = [record(1, 2), record(2, 2), record(7, 5, [-1, -1, 1, 2, 0])];

test("learningTree: nodes hang on the memory they come from, through splits of splits", () => {
  const { rows } = learningTree(history, data);
  assert.deepEqual(
    rows.map(({ id, parent }) => [id, parent]),
    [
      ["0/0", null],
      ["0/1", null],
      ["1/0", "0/0"],
      ["1/1", "0/1"],
      ["2/0", "1/0"],
      ["2/1", "1/1"],
      ["2/2", "1/1"],
      ["2/3", "1/1"],
      ["2/4", "1/0"],
    ],
  );
  for (const { memory, epoch, class: found } of rows) {
    const { classWeights } = history.find((one) => one.epoch === epoch)!;
    const weights = [0, 1, 2].map((y) => classWeights[memory * 3 + y]);
    assert.equal(found, weights.indexOf(Math.max(...weights)));
  }
});

test("learningTree: coordinates are the leading principal components of overlap vectors", () => {
  const { rows, components } = learningTree(history, data);
  assert.ok(components.residual <= 1e-10, `${components.residual}`);
  const memories = history.flatMap((one) =>
    Array.from({ length: one.P }, (_, k) => one.memories.subarray(k * N, (k + 1) * N)),
  );
  const overlaps = memories.map((w) =>
    Array.from({ length: data.M }, (_, a) => {
      const row = data.values.subarray(a * N, (a + 1) * N);
      return w.reduce((sum, value, i) => sum + value * row[i], 0) / Math.sqrt(data.M);
    }),
  );
  const centred = new Matrix(overlaps).center("column");
  const gram = centred.mmul(centred.transpose());
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(gram);
  const order = realEigenvalues
    .map((_, k) => k)
    .sort((a, b) => realEigenvalues[b] - realEigenvalues[a]);
  const trace = realEigenvalues.reduce((sum, value) => sum + value, 0);
  (["pc1", "pc2"] as const).forEach((name, k) => {
    const scores = eigenvectorMatrix
      .getColumn(order[k])
      .map((value) => value * Math.sqrt(realEigenvalues[order[k]]));
    const sign = Math.sign(scores[0]) * Math.sign(rows[0][name]);
    rows.forEach((row, j) => {
      assert.ok(Math.abs(row[name] - sign * scores[j]) < 1e-8, `${row.id} ${name}`);
    });
    assert.ok(Math.abs(components.explained[k] - realEigenvalues[order[k]] / trace) < 1e-10);
  });
});

test("learningTree: the axes of one run draw another, whatever the signs of its eigenvectors", () => {
  const { components } = learningTree(history, data);
  const all = learningTree(history, data).rows;
  const part = learningTree(history.slice(0, 2), data, components).rows;
  assert.deepEqual(part, all.slice(0, 4));
  const alone = learningTree(history.slice(0, 2), data).rows;
  assert.notDeepEqual(alone, part);
});

test("learningTree: memories that never move have no components", () => {
  const { rows, components } = learningTree([record(1, 1)], data);
  assert.deepEqual([rows[0].pc1, rows[0].pc2], [0, 0]);
  assert.deepEqual([...components.explained], [0, 0]);
});

test("learningTree: rows are drawn as a tree", () => {
  const { rows } = learningTree(history, data);
  const figure = tree([...rows], {
    ...{ id: "id", parent: "parent", x: "pc1", y: "pc2", edges: "straight" },
    colour: { column: "class", colours: "sequential" },
  });
  assert.ok(JSON.stringify(figure).includes('"2/3"'));
});

test("learningTree: histories that fit no tree are refused", () => {
  assert.throws(() => learningTree([], data), {
    name: "RangeError",
    message: "learningTree: expected one record or more, got none; record some epochs",
  });
  assert.throws(
    () => learningTree([history[2], history[1]], data),
    /records in the order of epochs, memories never fewer, got epoch 2 with P = 2 after epoch 7/,
  );
  assert.throws(
    () => learningTree(history, randomVectors(4, 6, 1)),
    /expected P x N = 2 x 6 numbers, got 10 at epoch 1; give the data of the run/,
  );
});

test("overlapComponents: rows of another N and counts that it cannot iterate are refused", () => {
  const { memories } = history[0];
  assert.throws(
    () => overlapComponents(memories.slice(1), data),
    /^RangeError: overlapComponents: /,
  );
  assert.throws(() => overlapComponents([] as never, data), /^TypeError: overlapComponents: /);
  assert.throws(() => overlapComponents(memories, data, 7), /an integer count of 1 to 6, got 7; /);
});
