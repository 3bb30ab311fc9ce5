import { cpus } from "node:os";
import { capacityStudy } from "../../src/studies/capacity-study.ts";
import { median } from "../support/median.ts";

// Wall and CPU time of a grid of trials with 1 and 2 workers, in turns. Run: npm run bench.

const ROUNDS = 3;
const grid = { orders: [3, 4], N: [64], trials: 600, seed: 1 };

const wall: Record<number, number[]> = { 1: [], 2: [] };
const cpu: Record<number, number[]> = { 1: [], 2: [] };
await capacityStudy({ ...grid, trials: 2 }, { workers: 1 });
for (let round = 0; round < ROUNDS; round++) {
  for (const workers of [1, 2]) {
    const started = performance.now();
    const before = process.cpuUsage();
    await capacityStudy(grid, { workers });
    const { user, system } = process.cpuUsage(before);
    wall[workers].push((performance.now() - started) / 1000);
    cpu[workers].push((user + system) / 1e6);
  }
}
const [one, two] = [1, 2].map((workers) => ({
  wall: median(wall[workers]),
  cpu: median(cpu[workers]),
}));
console.log(`${cpus()[0].model}, ${cpus().length} threads, Node ${process.version}`);
console.log(`grid of 2 settings, 600 nested curves each; medians of ${ROUNDS} rounds in turns`);
console.log("workers   wall s    CPU s");
console.log(`1       ${one.wall.toFixed(2).padStart(8)} ${one.cpu.toFixed(2).padStart(8)}`);
console.log(`2       ${two.wall.toFixed(2).padStart(8)} ${two.cpu.toFixed(2).padStart(8)}`);
console.log(
  `faster by ${(one.wall / two.wall).toFixed(2)}, CPU time ${(two.cpu / one.cpu).toFixed(2)} of one`,
);
