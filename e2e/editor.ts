// The editor by itself, for the specs: a bare page with the site's style sheets, under the site's policy, that has its bundle and
// nothing else of the application. The bundle is the one in dist/; where there is none, it is made here the same way.

import { test as base } from "./fixtures.ts";
import { build } from "esbuild";
import type { Locator, Page } from "@playwright/test";
import { copyFile, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { serve } from "./server.mjs";
import { HTML_LANG, LANGS, whole, type Lang } from "./words.ts";

const path = (relative: string) => fileURLToPath(new URL(`../${relative}`, import.meta.url));

/** Puts editor.js and editor.css into a folder. */
async function bundle(folder: string): Promise<void> {
  const dist = path("dist");
  const more = (await readdir(dist).catch(() => [])).find((name) => name.startsWith("editor-"));
  if (more && (await readdir(join(dist, more))).includes("editor.js")) {
    for (const name of ["editor.js", "editor.css"]) await copyFile(join(dist, more, name), join(folder, name));
    return;
  }
  await build({
    entryPoints: [path("web/editor/editor.js")],
    outfile: join(folder, "editor.js"),
    bundle: true,
    minify: true,
    format: "esm",
    target: "es2022",
    logLevel: "warning",
  });
  await copyFile(path("web/styles/editor.css"), join(folder, "editor.css"));
}

const html = (lang: Lang) => `<!doctype html>
<html lang="${HTML_LANG[lang]}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Editor</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="colours.css">
<link rel="stylesheet" href="base.css">
<link rel="stylesheet" href="code.css">
<script src="theme.js"></script>
<main><h1>Editor</h1><button id="before">1</button><div id="place"></div><button id="after">2</button></main>
`;

export const test = base.extend<{ editor: Editor }, object>({
  // In place of dist/.
  site: [
    async ({}, use) => {
      const root = await mkdtemp(join(tmpdir(), "loopscope-editor-"));
      await bundle(root);
      for (const name of ["colours.css", "base.css", "code.css"]) await copyFile(path(`web/styles/${name}`), join(root, name));
      await copyFile(path("web/theme.js"), join(root, "theme.js"));
      for (const lang of LANGS) await writeFile(join(root, `${lang}.html`), html(lang));
      const server = await serve({ root });
      await use(async () => server.url);
      await server.close();
      await rm(root, { recursive: true });
    },
    { scope: "worker" },
  ],
  editor: async ({ page }, use) => {
    await use(new Editor(page));
  },
});

export interface Look {
  line: number;
  kind: "running" | "pointed" | "active" | "waiting" | "outer";
  hue?: number;
  mark?: string;
  words?: string;
}

export interface Problem {
  line: number;
  column?: number;
  endColumn?: number;
  message: string;
}

/** What web/editor/editor.js gives its caller. */
interface Opened {
  text(): string;
  replace(text: string, options?: { continues?: boolean }): void;
  started(): void;
  show(looks: Look[]): void;
  problems(list: Problem[]): void;
  reveal(line: number): void;
  focus(): void;
  close(): void;
}

declare global {
  var opened: Opened;
  /** What the editor told its caller. */
  var told: { changes: string[]; runs: number; leaves: number };
}

interface Options {
  text?: string;
  original?: string;
  ranges?: object[];
  lang?: Lang;
}

/** The page with the editor. */
export class Editor {
  constructor(readonly page: Page) {}

  get content(): Locator {
    return this.page.getByRole("textbox");
  }

  get foot(): Locator {
    return this.page.locator(".editor-foot");
  }

  get aloud(): Locator {
    return this.page.locator(".editor [role=status]");
  }

  /** The line's element; lines count from 1. */
  line(line: number): Locator {
    return this.content.locator(".cm-line").nth(line - 1);
  }

  /** Opens the editor with the cursor at the begin of its text. */
  async open({ text = "", lang = "en", ...rest }: Options = {}): Promise<void> {
    await this.page.goto(`${lang}.html`);
    await this.page.evaluate(
      async (options) => {
        const address = new URL("editor.js", document.baseURI).href;
        const { open, styled } = (await import(address)) as { open(options: object): Opened; styled: Promise<unknown> };
        await styled;
        const told = (globalThis.told = { changes: [] as string[], runs: 0, leaves: 0 });
        const on = {
          change: (text: string) => told.changes.push(text),
          run: () => (told.runs += 1),
          leave: () => (told.leaves += 1),
        };
        globalThis.opened = open({ parent: document.querySelector("#place"), on, ...options });
        globalThis.opened.focus();
      },
      { text, words: whole("editor", lang), ...rest },
    );
  }

  text(): Promise<string> {
    return this.page.evaluate(() => globalThis.opened.text());
  }

  replace(text: string, options?: { continues?: boolean }): Promise<void> {
    return this.page.evaluate(([text, options]) => globalThis.opened.replace(text, options), [text, options] as const);
  }

  started(): Promise<void> {
    return this.page.evaluate(() => globalThis.opened.started());
  }

  show(looks: Look[]): Promise<void> {
    return this.page.evaluate((looks) => globalThis.opened.show(looks), looks);
  }

  problems(list: Problem[]): Promise<void> {
    return this.page.evaluate((list) => globalThis.opened.problems(list), list);
  }

  told(): Promise<typeof globalThis.told> {
    return this.page.evaluate(() => globalThis.told);
  }

  /** Presses keys, one after the other. */
  async press(...keys: string[]): Promise<void> {
    for (const key of keys) await this.page.keyboard.press(key);
  }
}
