import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { cpus } from "node:os";
import { join } from "node:path";
import { createInterface, type Interface } from "node:readline";
import { median } from "../support/median.ts";
import { repositoryRoot } from "../support/paths.ts";

const python = process.env.PYTHON ?? "/usr/bin/python3";
const hasNumPy = spawnSync(python, ["-c", "import numpy"]).status === 0;

/** Seconds of one piece of work: of the CPU on one thread, of the clock on several. */
export type Timed = () => number | Promise<number>;

/** A Python process that times NumPy. */
export interface NumPy {
  /** The work of a peer in `peers.py`, ready to be timed. */
  time(peer: string, parameters: Readonly<Record<string, unknown>>): Timed;
  close(): void;
}

/**
 * NumPy; null where Python has no NumPy.
 *
 * @param core  processor that OpenBLAS is to assume, such as Haswell for AVX2; default: what the
 *   machine has
 */
export function numPy(core?: string, threads = 1): NumPy | null {
  if (!hasNumPy) return null;
  const child: ChildProcess = spawn(python, [join(repositoryRoot, "test/bench/peers.py")], {
    env: {
      ...process.env,
      OPENBLAS_NUM_THREADS: String(threads),
      OMP_NUM_THREADS: String(threads),
      ...(core && { OPENBLAS_CORETYPE: core, ATEN_CPU_CAPABILITY: "avx2" }),
    },
    stdio: ["pipe", "pipe", "inherit"],
  });
  const lines: Interface = createInterface({ input: child.stdout! });
  const replies: ((line: string) => void)[] = [];
  lines.on("line", (line) => replies.shift()?.(line));
  return {
    time: (peer, parameters) => () =>
      new Promise((resolve, reject) => {
        child.once("exit", reject);
        replies.push((line) => {
          child.off("exit", reject);
          resolve((JSON.parse(line) as { seconds: number }).seconds);
        });
        child.stdin!.write(`${JSON.stringify({ peer, repeat: 3, ...parameters })}\n`);
      }),
    close: () => {
      child.stdin!.end();
      lines.close();
    },
  };
}

/** Version of PyTorch, what it takes for vectors and its matrix library; null where it does not load. */
export function torchLine(): string | null {
  const code =
    "import torch,re;c=torch.__config__.show();" +
    "print(torch.__version__,*(m.group(1) for m in map(lambda p:re.search(p,c)," +
    "(r'capability usage: (\\w+)',r'BLAS_INFO=(\\w+)')) if m))";
  const { status, stdout } = spawnSync(python, ["-c", code]);
  if (status !== 0) return null;
  const [version, vectors, library] = stdout.toString().trim().split(" ");
  return `PyTorch ${version}, vectors ${vectors}, BLAS ${library}`;
}

/** CPU seconds of the fastest of three calls after a warm one, as the peers are timed. */
export function own(work: () => unknown): Timed {
  return () => {
    work();
    let best = Infinity;
    for (let k = 0; k < 3; k++) {
      const start = process.cpuUsage();
      work();
      const { user, system } = process.cpuUsage(start);
      best = Math.min(best, (user + system) / 1e6);
    }
    return best;
  };
}

/** Seconds of the clock of the fastest of three calls after a warm one. */
export async function ownByTheClock(work: () => Promise<unknown>): Promise<number> {
  await work();
  let best = Infinity;
  for (let k = 0; k < 3; k++) {
    const start = performance.now();
    await work();
    best = Math.min(best, (performance.now() - start) / 1000);
  }
  return best;
}

/**
 * Times contenders in turn, `rounds` rounds, and tells medians of the seconds and of the ratio to
 * the first contender within a round: > 1 means faster than the first.
 */
export async function inTurn(
  contenders: Readonly<Record<string, Timed | null | undefined>>,
  rounds = 5,
): Promise<{ name: string; seconds: number; speed: number }[]> {
  const here = Object.entries(contenders).flatMap(([name, time]) => (time ? [{ name, time }] : []));
  const seconds = here.map((): number[] => []);
  for (let round = 0; round < rounds; round++) {
    for (const [k, { time }] of here.entries()) seconds[k].push(await time());
  }
  return here.map(({ name }, k) => ({
    name,
    seconds: median(seconds[k]),
    speed: median(seconds[k].map((value, round) => seconds[0][round] / value)),
  }));
}

/** The machine and the versions, for the head of a table. */
export function machineLine(): string {
  const versions = hasNumPy
    ? spawnSync(python, [
        "-c",
        "import numpy,platform as p;print(p.python_version(),numpy.__version__)",
      ])
        .stdout.toString()
        .trim()
        .split(" ")
    : [];
  const peer = versions.length === 2 ? `Python ${versions[0]}, NumPy ${versions[1]}` : "no NumPy";
  return `${cpus().length} × ${cpus()[0]?.model}, Node ${process.version}, ${peer}`;
}
