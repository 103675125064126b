// The reader's own program on a page: the editor in the code's place, and what stands under it.

import { expect, type Locator, type Page } from "@playwright/test";
import { readFile } from "node:fs/promises";
import { Lab } from "./lab.ts";
import { filled, own as texts, type Lang } from "./words.ts";

export class Own extends Lab {
  /** Opens a lesson and its editor, by the button. */
  static async edit(page: Page, slug: string, lang: Lang = "en"): Promise<Own> {
    await page.goto(`${lang}/${slug}/`);
    const own = new Own(page, lang, slug);
    await own.isReady();
    await own.editButton.click();
    await expect(own.editor).toBeFocused();
    return own;
  }

  get editButton(): Locator {
    return this.pane("code").getByRole("button", { name: this.words("edit"), exact: true });
  }

  get editor(): Locator {
    return this.page.locator(".own-editor .cm-content");
  }

  /** The tabs above the code. */
  get files(): Locator {
    return this.page.getByRole("tablist", { name: texts[this.lang]("files") }).getByRole("tab");
  }

  /** One of them, by the key of its name; of the reader's, by their number. */
  file(of: "lesson" | "example" | "link" | "own" | number): Locator {
    const name = typeof of === "number" ? filled(texts[this.lang]("file_own_further"), { nth: String(of) }) : texts[this.lang](`file_${of}`);
    return this.page.getByRole("tab", { name, exact: true });
  }

  /** What the tabs are called. */
  fileNames(...of: (string | number)[]): string[] {
    return of.map((key) => (typeof key === "number" ? texts[this.lang]("file_own_further").replace("{nth}", String(key)) : texts[this.lang](`file_${key}`)));
  }

  get status(): Locator {
    return this.page.locator(".own-status");
  }

  get resetButton(): Locator {
    return this.page.locator(".own-reset");
  }

  get closeButton(): Locator {
    return this.page.locator(".own-close");
  }

  /** The whole text. */
  async source(): Promise<string> {
    // Lines that are not drawn are copied.
    if ((await this.editor.locator(".cm-gap").count()) > 0) return await this.copied();
    const lines = await this.editor.locator(".cm-line").evaluateAll((lines) =>
      lines.map((line) => {
        const copy = line.cloneNode(true) as HTMLElement;
        for (const widget of copy.querySelectorAll("[contenteditable=false], .param-control, .waits")) widget.remove();
        return copy.textContent ?? "";
      }),
    );
    return lines.join("\n");
  }

  /** What a reader has who selects all and copies. */
  private async copied(): Promise<string> {
    await this.editor.focus();
    await this.page.keyboard.press("ControlOrMeta+a");
    return await this.editor.evaluate((element) => {
      const clipboardData = new DataTransfer();
      element.dispatchEvent(new ClipboardEvent("copy", { clipboardData, bubbles: true, cancelable: true }));
      return clipboardData.getData("text/plain");
    });
  }

  /** Puts another text in the place of all that is there, as a reader does who pastes. */
  async write(text: string): Promise<void> {
    if (this.page.context().browser()?.browserType().name() !== "chromium") return this.#paste(text);
    await this.editor.focus();
    await this.page.keyboard.press("ControlOrMeta+a");
    await this.editor.evaluate((element, text) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData("text/plain", text);
      element.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
    }, text);
  }

  /** The same by the browser's clipboard: a script's own event brings no text in Firefox, and the clipboard of headless Chromium is shared by all tests. */
  async #paste(text: string): Promise<void> {
    await this.page.evaluate((text) => {
      const field = document.createElement("textarea");
      field.id = "copied-from";
      field.value = text;
      document.body.append(field);
      field.focus({ preventScroll: true });
      field.select();
    }, text);
    await this.page.keyboard.press("ControlOrMeta+c");
    await this.page.evaluate(() => document.getElementById("copied-from")?.remove());
    await this.editor.focus();
    await this.page.keyboard.press("ControlOrMeta+a");
    await this.page.keyboard.press("ControlOrMeta+v");
  }

  /** Waits until the run of the reader's own program is shown, and has printed these lines. */
  async prints(...lines: string[]): Promise<void> {
    await expect(this.page.locator("#lab.own")).toBeVisible({ timeout: 20_000 });
    await expect(this.pane("output").locator("samp")).toHaveText(lines, { timeout: 20_000 });
  }
}

/** The lesson's text as the editor shows it at first. */
export async function sourceOf(page: Page): Promise<string> {
  const data = await page.locator("#lesson-data").textContent();
  const { python } = JSON.parse(data ?? "{}") as { python: { lines: string[] } };
  const entities: Record<string, string> = { "&lt;": "<", "&gt;": ">", "&quot;": '"', "&amp;": "&" };
  const lines = python.lines.map((html) => {
    const text = html.replace(/<[^>]*>/g, "").replace(/&\w+;/g, (entity) => entities[entity] ?? entity);
    return html.includes("data-param") && /^\w+ = /.test(text) ? `${text}  # @param` : text;
  });
  return `${lines.join("\n")}\n`;
}

/** A program that no lesson has: its lines tell that it is this one. */
export const HELLO = `import asyncio

delay = 2  # @param 0..5 step 0.5


async def main():
    print("mine")
    await asyncio.sleep(delay)
    print("done")


asyncio.run(main())
`;

export const example = (name: string) => readFile(new URL(`../playground/${name}.py`, import.meta.url), "utf8");
