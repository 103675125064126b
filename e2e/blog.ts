// The sample blog on one origin, the lessons on another, each under the strict policy that docs/EMBEDDING.md names.

import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { extname } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";
import { expect, test as base, type FrameLocator, type Page } from "@playwright/test";
import { policy } from "./server.mjs";

export { expect } from "@playwright/test";

const BLOG = new URL("../examples/blog/", import.meta.url);
const DIST = process.env.LOOPSCOPE_DIST ? new URL(`file://${process.env.LOOPSCOPE_DIST}/`) : new URL("../dist/", import.meta.url);
const PLACEHOLDER = "https://loopscope.example/";
const TYPES: Record<string, string> = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".wasm": "application/wasm",
  ".webmanifest": "application/manifest+json",
};

/** A blogger's own program, as it stands in an element. */
export const CODE = `import asyncio

delay = 1  # @param 0..3 step 0.1


async def main():
    await asyncio.sleep(delay)
    print("1 &lt; 2 + é")


asyncio.run(main())`;

/** What embed pages are served with. */
export const SITE_POLICY = policy("embed");

export const hostPolicy = (site: string) =>
  `default-src 'none'; script-src 'self' ${site}; style-src 'self'; img-src 'self' ${site}; frame-src ${site}`;

export interface Served {
  path: string;
  status: number;
  bytes: number;
}

/** Both servers, what they served, and how a test changes what they answer. */
export class Places {
  blog = "";
  site = "";
  served: Served[] = [];
  /** The blog's policy; `null` leaves it to the pages' own. */
  policy: string | null = null;
  /** Pages that a test makes, by path; `SITE` in them is the lessons' address. */
  pages = new Map<string, string>();
  /** Answers of the lessons' server that a test puts in the place of its own. */
  replaced = new Map<RegExp, { status?: number; type?: string; body?: string; policy?: string }>();

  reset(): void {
    this.served = [];
    this.policy = hostPolicy(this.site);
    this.pages.clear();
    this.replaced.clear();
  }

  /** A page of the blog with this in its body, and the loader. */
  page(body: string, { html = 'lang="en"', head = "" } = {}): string {
    this.pages.set(
      "/test.html",
      `<!doctype html><html ${html}><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>A post</title><link rel="icon" href="icon.svg"><link rel="stylesheet" href="blog.css">` +
        `${head}<script type="module" src="SITE/embed.js"></script></head><body><main><h1>A post</h1>${body}</main></body></html>`,
    );
    return `${this.blog}/test.html`;
  }
}

const sizes = new Map<string, number>();

/** Bytes after brotli. A file is compressed once: it takes half a second for the largest. */
function compressed(body: Buffer): number {
  const key = createHash("sha256").update(body).digest("base64");
  // The Python engine would take a minute at the best quality, and its reader would wait.
  const quality = body.length > 1 << 20 ? 4 : constants.BROTLI_MAX_QUALITY;
  const bytes = sizes.get(key) ?? brotliCompressSync(body, { params: { [constants.BROTLI_PARAM_QUALITY]: quality } }).length;
  sizes.set(key, bytes);
  return bytes;
}

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

interface Options {
  /** Complaints of the page that a test provokes; each must happen. */
  expected: ReadonlySet<RegExp>;
}

export const test = base.extend<Options & { places: Places }, { servers: Places }>({
  expected: [new Set(), { option: true }],

  servers: [
    async ({}, use) => {
      const places = new Places();
      const siteServer = createServer(async (request, response) => {
        const { pathname, search } = new URL(request.url ?? "/", "http://localhost");
        const file = pathname.endsWith("/") ? `${pathname}index.html` : pathname;
        const other = [...places.replaced].find(([pattern]) => pattern.test(pathname + search))?.[1];
        const found = other?.body !== undefined ? Buffer.from(other.body) : await readFile(new URL(`.${file}`, DIST)).catch(() => null);
        const body = found ?? (await readFile(new URL("404.html", DIST)));
        const status = other?.status ?? (found ? 200 : 404);
        places.served.push({ path: pathname, status, bytes: compressed(body) });
        response.writeHead(status, {
          "Content-Type": other?.type ?? (found ? (TYPES[extname(file)] ?? "application/octet-stream") : TYPES[".html"]),
          "Content-Security-Policy": other?.policy ?? SITE_POLICY,
          // The loader is a module of another origin.
          "Access-Control-Allow-Origin": "*",
          "Cache-Control": "no-cache",
        });
        response.end(body);
      });
      const blogServer = createServer(async (request, response) => {
        const { pathname } = new URL(request.url ?? "/", "http://localhost");
        const text = places.pages.get(pathname)?.replaceAll("SITE/", `${places.site}/`) ?? (await readFile(new URL(`.${pathname}`, BLOG), "utf8").catch(() => null));
        const body = Buffer.from((text ?? "not found").replaceAll(PLACEHOLDER, `${places.site}/`));
        places.served.push({ path: `blog:${pathname}`, status: text === null ? 404 : 200, bytes: compressed(body) });
        response.writeHead(text === null ? 404 : 200, {
          "Content-Type": TYPES[extname(pathname)] ?? "text/plain",
          ...(places.policy ? { "Content-Security-Policy": places.policy } : {}),
        });
        response.end(body);
      });
      places.site = await listen(siteServer);
      places.blog = await listen(blogServer);
      await use(places);
      for (const server of [siteServer, blogServer]) {
        server.closeAllConnections();
        await new Promise((resolve) => server.close(resolve));
      }
    },
    { scope: "worker" },
  ],

  places: [
    async ({ servers, context, expected }, use) => {
      servers.reset();
      const complaints: string[] = [];
      context.on("console", (message) => {
        if (["error", "warning"].includes(message.type()) && !/was preloaded using link preload/.test(message.text())) complaints.push(message.text());
      });
      context.on("weberror", (error) => complaints.push(String(error.error().stack ?? error.error())));
      // A custom element's events, in the order in which the page hears them.
      await context.addInitScript(() => {
        const heard: [string, string, unknown][] = [];
        Object.assign(globalThis, { heard });
        for (const type of ["ready", "run", "step", "param", "done", "error"]) {
          addEventListener(type, (event) => {
            if (event instanceof CustomEvent && event.target instanceof Element) heard.push([type, event.target.id, event.detail]);
          });
        }
      });
      await use(servers);
      expect(complaints.filter((text) => ![...expected].some((pattern) => pattern.test(text)))).toEqual([]);
      for (const pattern of expected) expect(complaints.some((text) => pattern.test(text)), `${pattern}`).toBe(true);
    },
    { auto: true },
  ],
});

/** The events that an element told of. */
export function heard(page: Page, id: string, type?: string): Promise<Record<string, unknown>[]> {
  return page.evaluate(
    ([id, type]) =>
      (globalThis as unknown as { heard: [string, string, Record<string, unknown>][] }).heard
        .filter(([kind, from]) => from === id && (type === undefined || kind === type))
        .map(([, , detail]) => detail),
    [id, type] as const,
  );
}

export interface State {
  phase: string;
  at: number;
  records: number;
  params: Record<string, string>;
}

export function state(page: Page, id: string): Promise<State> {
  return page.locator(`#${id}`).evaluate((element) => (element as unknown as { state: State }).state);
}

export const frameOf = (page: Page, id: string): FrameLocator => page.frameLocator(`#${id} iframe`);

export async function isLive(page: Page, id: string): Promise<void> {
  await page.locator(`#${id}`).scrollIntoViewIfNeeded();
  await expect.poll(async () => (await heard(page, id, "ready")).length, { timeout: 20_000 }).toBe(1);
  await expect(page.locator(`#${id} iframe`)).toBeVisible();
}
