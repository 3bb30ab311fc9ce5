import { existsSync } from "node:fs";
import { type Browser, chromium, type Locator } from "playwright-core";
import { needs } from "./required.ts";

const program =
  ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find(existsSync) ??
  "/usr/bin/chromium";

/** Options for tests that need Chromium. */
export const needsChromium: { skip?: string } = needs(
  "chromium",
  existsSync(program),
  "no Chromium on this machine",
);

export function launchChromium(): Promise<Browser> {
  return chromium.launch({
    executablePath: program,
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"],
  });
}

/** What an element looks like: its size in px, and how many different colours are in it. */
export interface Look {
  readonly width: number;
  readonly height: number;
  readonly colours: number;
}

/** Takes a picture of an element; an empty one has a single colour. */
export async function lookOf(element: Locator): Promise<Look> {
  const picture = (await element.screenshot()).toString("base64");
  const page = await element.page().context().newPage();
  const look = await page.evaluate<Look>(`(async () => {
    const image = new Image();
    image.src = "data:image/png;base64,${picture}";
    await image.decode();
    const { width, height } = image;
    const context = new OffscreenCanvas(width, height).getContext("2d");
    context.drawImage(image, 0, 0);
    const pixels = new Uint32Array(context.getImageData(0, 0, width, height).data.buffer);
    return { width, height, colours: new Set(pixels).size };
  })()`);
  await page.close();
  return look;
}
