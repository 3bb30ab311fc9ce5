import assert from "node:assert/strict";
import { readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { InvalidArgumentError } from "commander";
import { predictCommand } from "../../src/cli/predict.ts";
import { trainPottsCommand } from "../../src/cli/train-potts.ts";
import { classificationReport } from "../../src/models/classification-report.ts";
import { labelledVectors } from "../../src/patterns/unit-vectors.ts";
import { dataByName } from "../../src/studies/data-by-name.ts";
import { readMachine } from "../../src/studies/machine-file.ts";
import { damlab } from "../support/cli.ts";
import { inOwnProcess } from "../support/own-process.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const columns = "epoch memories loss validation_loss accuracy beta kappa seed".split(" ");
const small = ["digits", "--rows", "60", "--memories", "10", "--batch", "20"];

const train = (t: TestContext, ...args: string[]) => inOwnProcess(t, trainPottsCommand(), args);
const predict = (t: TestContext, ...args: string[]) => inOwnProcess(t, predictCommand(), args);

type Row = Record<string, unknown>;
const json = (text: string): Row[] => JSON.parse(text);
const contentOf = (path: string) => readFileSync(path, "utf8").split('\n"provenance"')[0];

test("damlab train potts, predict: a model that knows drawn digits, and says so of others", async (t) => {
  const folder = temporaryFolder(t);
  const model = join(folder, "model.json");
  const args = [...small, "--learning-rate", "0.3", "--epochs", "30", "--out", model, "--json"];
  const figure = join(folder, "curves.json");
  const trained = await train(t, ...args, "--test", "digits", "--figure", figure);
  assert.equal(trained.error, null);
  const rows = json(trained.stdout);
  assert.deepEqual([rows.length, Object.keys(rows[0])], [30, columns]);
  assert.ok(Number(rows[29].loss) < Number(rows[0].loss) - 1, trained.stdout);
  assert.match(
    trained.stderr,
    /^train potts: epoch 1 of 30, loss 2\.\d+, validation 2\.\d+, accuracy/,
  );
  assert.match(readFileSync(figure, "utf8"), /Potts machine, P = 10, regularization 0\.6/);
  const { machine, recipe, image, training, classes } = await readMachine(model);
  assert.deepEqual([machine.P, machine.N, machine.C, classes.length], [10, 256, 10, 10]);
  assert.deepEqual(
    [recipe.name, recipe.seed, image],
    ["train/potts", 1, { height: 16, width: 16 }],
  );
  assert.deepEqual(training?.curve, rows);

  const data = await dataByName("digits", { part: "test", rows: 30 });
  const labelled = labelledVectors(data.vectors, data.labels ?? [], 10);
  const report = classificationReport(machine, labelled);
  const confusion = join(folder, "confusion.json");
  const said = ["predict", model, "digits", "--rows", "30"];
  const predicted = await damlab([...said, "--json", "--figure", confusion]);
  assert.equal(predicted.code, 0, predicted.stderr);
  const predictions = json(predicted.stdout);
  assert.deepEqual(
    Object.keys(predictions[0]),
    "row predicted probability memory memory_class label".split(" "),
  );
  const right = predictions.filter((row) => row.predicted === row.label).length;
  assert.equal(right / 30, report.accuracy);
  const same = predictions.filter((row) => row.predicted === row.memory_class).length;
  assert.equal(same / 30, report.fidelity);
  assert.ok(report.accuracy > 0.5, String(report.accuracy));
  assert.match(
    predicted.stderr,
    new RegExp(`30 of 30 rows of digits: accuracy ${Number(report.accuracy.toPrecision(4))}, by`),
  );
  assert.match(readFileSync(confusion, "utf8"), /true class/);
});

test("damlab train potts: Ctrl-C keeps the last whole epoch, and --resume ends at the same bits", async (t) => {
  const folder = temporaryFolder(t);
  const [cut, resumed, whole] = ["cut", "again", "whole"].map((name) =>
    join(folder, `${name}.json`),
  );
  const many = ["digits", "--rows", "200", "--memories", "20", "--patience", "none"];
  const first = await damlab(
    ["train", "potts", ...many, "--epochs", "5000", "--out", cut, "--json"],
    {
      interruptAt: /epoch 3 of/,
    },
  );
  assert.equal(first.code, 130, first.stderr);
  assert.match(
    first.stderr,
    /interrupted; go on with damlab train potts digits --resume .*cut\.json/,
  );
  const done = json(first.stdout).length;
  assert.ok(done >= 3 && done < 5000, String(done));
  const epochs = ["--epochs", String(done + 2), "--keep-state", "--json"];
  const second = await train(t, "digits", "--resume", cut, "--out", resumed, ...epochs);
  const straight = await train(t, ...many, "--out", whole, ...epochs);
  assert.equal(second.error, null);
  assert.equal(second.stdout, straight.stdout);
  assert.equal(contentOf(resumed), contentOf(whole));
  const refused = async (message: RegExp, ...more: string[]) =>
    assert.match(String((await train(t, "digits", "--out", cut, ...more)).error), message);
  await refused(
    /expected --resume without --memories, which the model has/,
    "--resume",
    cut,
    "--memories",
    "3",
  );
  await refused(
    /expected --rounds and --final-epochs with a model that grows/,
    "--resume",
    cut,
    "--rounds",
    "3",
  );
  const less = join(folder, "less.json");
  await train(t, "digits", "--rows", "30", "--memories", "2", "--epochs", "1", "--out", less);
  await refused(
    /expected a model with the state of its training, got none in .*less/,
    "--resume",
    less,
  );
  const other = await train(t, "mine.csv", "--resume", cut, "--out", cut);
  assert.match(String(other.error), /expected a readable file, got mine\.csv/);
});

test("damlab train potts: memories grow by splits, and growth goes on where it was interrupted", async (t) => {
  const folder = temporaryFolder(t);
  const [cut, resumed, whole] = ["cut", "again", "whole"].map((name) =>
    join(folder, `${name}.json`),
  );
  const grow = ["digits", "--rows", "100", "--memories", "6", "--grow-from", "2"];
  grow.push(
    "--criterion",
    "paperCode",
    "--epochs",
    "3",
    "--final-epochs",
    "60",
    "--patience",
    "none",
  );
  const straight = await train(t, ...grow, "--keep-state", "--json", "--out", whole);
  assert.equal(straight.error, null);
  assert.match(straight.stderr, /round 1: 2 memories in 3 epochs, grown to 4\n/);
  assert.match(straight.stderr, /grown to the full number of memories: stopped after epoch 66;/);
  assert.deepEqual(
    json(straight.stdout)
      .filter((_, k) => k % 3 === 0)
      .map((row) => row.memories)
      .slice(0, 3),
    [2, 4, 6],
  );
  const first = await damlab(["train", "potts", ...grow, "--out", cut], {
    interruptAt: /epoch 5,/,
  });
  assert.equal(first.code, 130, first.stderr);
  const second = await train(
    t,
    "digits",
    "--resume",
    cut,
    "--keep-state",
    "--json",
    "--out",
    resumed,
  );
  assert.equal(second.error, null);
  assert.equal(second.stdout, straight.stdout);
  assert.equal(contentOf(resumed), contentOf(whole));
});

test("damlab train potts: names of classes and labels of a file come back in predictions", async (t) => {
  const folder = temporaryFolder(t);
  const path = (name: string) => join(folder, name);
  // two directions with a little disorder
  const kinds = Array.from({ length: 60 }, (_, a) => (a % 2 === 0 ? "up" : "down"));
  const features = kinds.map((kind, a) => {
    const up = kind === "up" ? 1 : -1;
    return [up * 3, up * 2 + (a % 3), -up * 3 + (a % 5) / 2, -up * 2].join(",");
  });
  writeFileSync(path("data.csv"), `${features.join("\n")}\n`);
  writeFileSync(path("labels.csv"), `kind\n${kinds.join("\n")}\n`);
  const trained = await train(
    t,
    ...[path("data.csv"), "--labels", path("labels.csv"), "--memories", "2", "--batch", "10"],
    ...["--regularization", "none", "--beta", "8", "--epochs", "60", "--patience", "none"],
    ...["--test-share", "0.2", "--out", path("model.json"), "--csv"],
  );
  assert.equal(trained.error, null);
  assert.equal(trained.stdout.split("\n")[0], columns.join(","));
  assert.match(trained.stderr, /samples 12, accuracy 1, nearest_accuracy 1, fidelity 1, /);
  const { machine } = await readMachine(path("model.json"));
  assert.deepEqual([machine.beta, machine.regularization], [8, 1]);
  // four columns are the four numbers of the model: no labels
  const bare = await predict(t, path("model.json"), path("data.csv"), "--csv");
  const [head, ...lines] = bare.stdout.trim().split("\n");
  assert.equal(head, "row,predicted,probability,memory,memory_class,label");
  assert.deepEqual(
    lines.map((line) => line.split(",")[1]),
    kinds,
  );
  const refused = async (text: string, message: RegExp, ...more: string[]) => {
    writeFileSync(path("other.csv"), text);
    const { error } = await predict(t, path("model.json"), path("other.csv"), ...more);
    assert.match(String(error), message);
  };
  const wide = "1,2,3,4,5,up\n2,1,5,0,3,down\n";
  await refused(wide, /expected data of N = 4 numbers a row as the model has, got 5/);
  await refused(
    "1,2,3,4,left\n",
    /expected a class of the machine \(down, up\), got "left" in row 0/,
  );
  await refused(
    "1,2,3,4\n",
    /expected labels of .* with --figure, got none/,
    "--figure",
    path("a.svg"),
  );
});

test("damlab train potts: without labels it finds classes of its own", async (t) => {
  const model = join(temporaryFolder(t), "model.json");
  const more = [
    "--memories",
    "10",
    "--unsupervised",
    "--classes",
    "3",
    "--epochs",
    "2",
    "--out",
    model,
  ];
  const { stdout, error } = await train(t, "digits", "--rows", "60", ...more);
  assert.equal(error, null);
  assert.match(stdout, /^seed 1\nepoch +memories +loss +validation_loss +beta +kappa\n/);
  const { machine, classes } = await readMachine(model);
  assert.deepEqual([machine.C, classes], [3, ["0", "1", "2"]]);
  const predicted = await predict(t, model, "digits", "--rows", "5");
  assert.match(predicted.stdout, /^row +predicted +probability +memory +memory_class\n/);
});

test("damlab train potts: contradictions and values outside their range are usage errors", async (t) => {
  const folder = temporaryFolder(t);
  const out = join(folder, "model.json");
  const cases: [string[], RegExp][] = [
    [["--regularization", "none"], /expected --beta with --regularization none/],
    [["--regularization", "1.5"], /expected 0 < --regularization <= 1, got 1\.5/],
    [["--test", "digits", "--test-share", "0.1"], /expected --test or --test-share, got both/],
    [["--test-labels", "a.csv"], /expected --test with --test-labels, got the labels alone/],
    [["--labels", "none"], /expected --labels or --unsupervised/],
    [["--classes", "3"], /expected --classes with --unsupervised/],
    [["--test-share", "1"], /expected 0 <= --test-share < 1 that leaves rows, got 1 of M = 20/],
    [["--criterion", "true"], /expected --grow-from with --criterion, got none/],
    [["--grow-from", "101"], /expected --memories >= --grow-from/],
  ];
  for (const [args, message] of cases) {
    const { stdout, error } = await train(t, "digits", "--rows", "20", "--out", out, ...args);
    assert.match(String(error), message);
    assert.ok(error instanceof InvalidArgumentError, args.join(" "));
    assert.equal(stdout, "");
  }
  const { error } = await train(t, "digits", "--out", folder);
  assert.match(String(error), /train: expected .* to be writable, got EISDIR; choose another file/);
  assert.deepEqual(readdirSync(folder), []);
});

test("damlab train potts, predict: no result is written over a file that the command reads or writes", async (t) => {
  const folder = temporaryFolder(t);
  const table = join(folder, "data.csv");
  const lines = Array.from({ length: 20 }, (_, k) => `${k % 3},${k % 5},${k % 7},${k % 2}`);
  const content = `a,b,c,label\n${lines.join("\n")}\n`;
  writeFileSync(table, content);
  const [model, link] = [join(folder, "model.json"), join(folder, "link.csv")];
  symlinkSync(table, link);
  const refused: [string[], RegExp][] = [
    [["--out", table], /expected --out and <data> to be two files, got .*data\.csv for both/],
    [["--out", link], /expected --out and <data> to be two files, got .*link\.csv for both/],
    [["--out", model, "--figure", model], /expected --figure and --out to be two files/],
  ];
  for (const [args, message] of refused) {
    const { stdout, error } = await train(t, table, ...args);
    assert.match(String(error), message);
    assert.ok(error instanceof InvalidArgumentError);
    assert.equal(stdout, "");
  }
  assert.equal(readFileSync(table, "utf8"), content);
  const few = ["--memories", "2", "--epochs", "1", "--skip-blank"];
  assert.equal((await train(t, table, "--out", model, ...few)).error, null);
  const kept = readFileSync(model, "utf8");
  const { error } = await predict(t, model, table, "--figure", model);
  assert.match(String(error), /expected --figure and <model> to be two files/);
  assert.equal(readFileSync(model, "utf8"), kept);
});
