import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Browser, BrowserContext, Locator, Page } from "playwright-core";
import { type JupyterUser, jupyterProgram } from "./jupyter.ts";

/** How long the page may take for anything, ms. */
const LIMIT = 120_000;

/** The classic notebook of Debian: its server, and a page with one notebook open. */
export class ClassicNotebook {
  readonly page: Page;
  readonly #context: BrowserContext;
  readonly #server: ChildProcess;

  private constructor(page: Page, context: BrowserContext, server: ChildProcess) {
    this.page = page;
    this.#context = context;
    this.#server = server;
  }

  /** Starts a server in the user's folder and opens a notebook there; resolves when its kernel is idle. */
  static async open(user: JupyterUser, browser: Browser, name: string): Promise<ClassicNotebook> {
    const runtime = join(user.folder, "runtime");
    mkdirSync(runtime);
    const options = ["--no-browser", "--ip=127.0.0.1", "--allow-root", "--NotebookApp.token=word"];
    const server = spawn(jupyterProgram, ["notebook", ...options], {
      cwd: user.folder,
      env: { ...process.env, ...user.env, JUPYTER_RUNTIME_DIR: runtime },
      stdio: "ignore",
    });
    const context = await browser.newContext({ viewport: { width: 1100, height: 900 } });
    const notebook = new ClassicNotebook(await context.newPage(), context, server);
    try {
      const url = await urlOf(runtime, server);
      notebook.page.setDefaultTimeout(LIMIT);
      await notebook.page.goto(`${url}notebooks/${encodeURIComponent(name)}?token=word`);
      await notebook.untilIdle();
      return notebook;
    } catch (error) {
      await notebook.close();
      throw error;
    }
  }

  /** Resolves when the kernel is connected and no cell waits for its end. */
  async untilIdle(): Promise<void> {
    await this.page.waitForFunction(
      `window.Jupyter && Jupyter.notebook && Jupyter.notebook._fully_loaded &&
       Jupyter.notebook.kernel && Jupyter.notebook.kernel.is_connected() &&
       !Jupyter.notebook.kernel_busy &&
       Jupyter.notebook.get_cells().every((cell) => cell.input_prompt_number !== "*")`,
    );
  }

  /** Chooses an entry of the menus by its id. */
  async menu(name: "Cell" | "Kernel", entry: string): Promise<void> {
    await this.page.locator("#menubar").getByText(name, { exact: true }).click();
    await this.page.locator(`#${entry} > a`).click();
  }

  /** Writes code into a fresh last cell and puts the cursor behind it. */
  async write(code: string): Promise<Locator> {
    await this.page.evaluate(
      `{
        const cell = Jupyter.notebook.insert_cell_at_bottom("code");
        cell.set_text(${JSON.stringify(code)});
        Jupyter.notebook.select(Jupyter.notebook.ncells() - 1);
        cell.focus_editor();
        cell.code_mirror.execCommand("goDocEnd");
        cell.element[0].scrollIntoView();
      }`,
    );
    const cells = this.page.locator(".code_cell");
    return cells.nth((await cells.count()) - 1);
  }

  /** Writes a cell and runs it as from the keyboard. */
  async start(code: string): Promise<Locator> {
    const cell = await this.write(code);
    await this.page.keyboard.press("Control+Enter");
    return cell;
  }

  /** Runs a cell and waits for its end. */
  async run(code: string): Promise<Locator> {
    const cell = await this.start(code);
    await cell
      .locator(".input_prompt")
      .getByText(/In.*\[\d+\]/)
      .waitFor();
    await this.untilIdle();
    return cell;
  }

  /** Keeps a picture of the page in the folder DAMLAB_SCREENSHOTS, if there is one. */
  async keepPicture(name: string): Promise<void> {
    const folder = process.env.DAMLAB_SCREENSHOTS;
    if (!folder) return;
    await this.page.waitForFunction("$(':animated').length === 0");
    await this.page.screenshot({ path: join(folder, `classic-notebook-${name}.png`) });
  }

  async close(): Promise<void> {
    await this.#context.close();
    if (this.#server.exitCode !== null || this.#server.signalCode !== null) return;
    const ended = new Promise((resolve) => this.#server.once("exit", resolve));
    this.#server.kill("SIGTERM");
    await ended;
  }
}

/** The address that a server writes down once it listens. */
async function urlOf(runtime: string, server: ChildProcess): Promise<string> {
  for (let waited = 0; waited < LIMIT && server.exitCode === null; waited += 100) {
    const file = readdirSync(runtime).find((name) => /^nbserver-\d+\.json$/.test(name));
    const text = file === undefined ? "" : readFileSync(join(runtime, file), "utf8");
    if (text.endsWith("}")) return (JSON.parse(text) as { url: string }).url;
    await sleep(100);
  }
  throw new Error(`no server within ${LIMIT} ms; it ended with ${server.exitCode}`);
}
