// A lesson's page as a reader uses it: what is where, by role and name, and the few things that every spec does with it.

import { expect, type Locator, type Page } from "@playwright/test";
import { params, type Param } from "./lessons.ts";
import type { Printed, Values } from "./native.ts";
import { filled, page as texts, type Lang } from "./words.ts";

export interface Step {
  /** Seconds of loop time. */
  time: number;
  words: string;
}

export type PaneName = "code" | "timeline" | "inside" | "log" | "output" | "predict" | "share";

export class Lab {
  constructor(
    readonly page: Page,
    readonly lang: Lang,
    readonly slug: string,
  ) {}

  /** Opens the lesson's own address and waits until its program can be run. */
  static async open(page: Page, slug: string, lang: Lang = "en"): Promise<Lab> {
    await page.goto(`${lang}/${slug}/`);
    const lab = new Lab(page, lang, slug);
    await lab.isReady();
    return lab;
  }

  words(key: string): string {
    return texts[this.lang](key);
  }

  async isReady(): Promise<void> {
    await expect(this.button("run")).toBeEnabled();
  }

  get text(): Locator {
    return this.page.getByRole("article");
  }

  get player(): Locator {
    return this.page.getByRole("region", { name: this.words("player"), exact: true });
  }

  /** A button of the player, by the key of its name. */
  button(key: "run" | "run_again" | "pause" | "resume" | "stop" | "first" | "step_back" | "step" | "last" | "to_present" | "keys" | "next_timer" | "marker_before" | "marker_next"): Locator {
    return this.player.getByRole("button", { name: this.words(key), exact: true });
  }

  get clock(): Locator {
    return this.player.getByRole("timer");
  }

  /** Loop time, in seconds, as the clock shows it. */
  async now(): Promise<number> {
    return Number(/\d+\.\d+/.exec((await this.clock.textContent()) ?? "")?.[0]);
  }

  get scrubber(): Locator {
    return this.player.getByRole("slider", { name: this.words("position") });
  }

  /** The sentence on where the run stands. */
  get status(): Locator {
    return this.player.locator(".status .words");
  }

  /** What went wrong. */
  get notice(): Locator {
    return this.player.getByRole("alert");
  }

  /** What is merely so, said quietly. */
  get note(): Locator {
    return this.player.locator(".note");
  }

  get stepBy(): Locator {
    return this.player.getByRole("combobox", { name: this.words("step_by") });
  }

  /** The event log's choice of a task, its search, how much that found, and whether the list goes with the cursor. */
  get logOf(): Locator {
    return this.pane("log").getByRole("combobox", { name: this.words("log_of") });
  }

  get find(): Locator {
    return this.pane("log").getByRole("searchbox", { name: this.words("log_find") });
  }

  get found(): Locator {
    return this.pane("log").getByRole("status");
  }

  get follow(): Locator {
    return this.pane("log").getByRole("button", { name: this.words("log_follow"), exact: true });
  }

  pane(name: PaneName): Locator {
    return this.page.getByRole("region", { name: this.words(name), exact: true });
  }

  async unfold(name: PaneName): Promise<Locator> {
    const pane = this.pane(name);
    const head = pane.getByRole("button", { name: this.words(name), exact: true });
    if ((await head.getAttribute("aria-expanded")) === "false") await head.click();
    await expect(head).toHaveAttribute("aria-expanded", "true");
    return pane;
  }

  async speed(times: number): Promise<void> {
    await this.player.getByRole("combobox", { name: this.words("speed") }).selectOption(String(times));
  }

  async run(): Promise<void> {
    await this.player.getByRole("button", { name: filled(`${this.words("run")}`) }).or(this.button("run_again")).click();
  }

  /** Waits for the end of the run that is under way. */
  async ends(): Promise<void> {
    await expect(this.button("run_again")).toBeVisible({ timeout: 15_000 });
    await expect(this.status).toHaveText(
      new RegExp(`${filled(this.words("status_finished")).source}|${filled(this.words("status_finished_late")).source}`),
    );
  }

  get currentStep(): Locator {
    return this.pane("log").locator("[aria-current=step]");
  }

  /** The whole event log: every record, or the essential ones. */
  async log(which: "essential" | "all"): Promise<Step[]> {
    const pane = await this.unfold("log");
    const filter = pane.getByRole("button", { name: this.words(which), exact: true });
    await filter.click();
    await expect(filter).toHaveAttribute("aria-pressed", "true");
    return pane.getByRole("listitem").evaluateAll((rows) =>
      rows.map((row) => ({
        time: Number.parseFloat(row.querySelector(".time")?.textContent ?? ""),
        words: row.querySelector(".words")?.textContent ?? "",
      })),
    );
  }

  /** What the output pane shows. */
  async printed(): Promise<Printed[]> {
    const pane = await this.unfold("output");
    return pane.getByRole("listitem").evaluateAll((rows) =>
      rows.map((row) => {
        const samp = row.querySelector("samp")?.cloneNode(true) as HTMLElement | undefined;
        const mark = samp?.querySelector("b");
        mark?.remove();
        return { time: Number.parseFloat(row.querySelector(".time")?.textContent ?? ""), text: samp?.textContent?.trim() ?? "", error: Boolean(mark) };
      }),
    );
  }

  params(): Param[] {
    return params(this.slug, this.lang);
  }

  get parameters(): Locator {
    return this.page.getByRole("region", { name: this.words("params"), exact: true });
  }

  /** A number's field, a switch, or a list. */
  field(param: Param): Locator {
    return this.parameters.locator(`#param-${param.name}`);
  }

  slider(param: Param): Locator {
    return this.parameters.getByRole("slider", { name: param.label, exact: true });
  }

  reset(param: Param): Locator {
    return this.parameters.getByRole("button", { name: filled(this.words("reset_to"), { name: param.name }) });
  }

  /** Gives it another value, from the keyboard: a number by a step of its slider first, and then in its field. */
  async change(param: Param, value: Values[string]): Promise<void> {
    const field = this.field(param);
    if (param.kind === "bool") {
      await field.focus();
      await this.page.keyboard.press("Space");
    } else if (param.kind === "choice") {
      await field.selectOption(String(value));
    } else {
      await this.slider(param).focus();
      await this.page.keyboard.press(param.default === param.max ? "ArrowLeft" : "ArrowRight");
      const beside = param.default === param.max ? param.default - param.step : param.default + param.step;
      await expect(field).toHaveValue(String(Number(beside.toFixed(3))));
      await expect(this.inCode(param)).toHaveText(String(Number(beside.toFixed(3))));
      await field.fill(String(value));
      await field.press("Enter");
      await expect(field).toHaveValue(String(value));
      await expect(field).not.toHaveAttribute("aria-invalid", "true");
    }
    await expect(this.inCode(param)).toHaveText(written(value));
  }

  /** The message at a field whose number is not allowed. */
  error(param: Param): Locator {
    return this.parameters.locator(`#param-${param.name}-error`);
  }

  /** The parameter's value in the program's text. */
  inCode(param: Param): Locator {
    return this.pane("code").locator(`[data-param="${param.name}"]`).first();
  }
}

/** A value as the program's source writes it. */
export function written(value: Values[string]): string {
  return typeof value === "boolean" ? (value ? "True" : "False") : typeof value === "string" ? `"${value}"` : String(value);
}

/** Allowed values that are neither the default nor what one step away from it is. */
export function others(param: Param): Values[string][] {
  switch (param.kind) {
    case "bool":
      return [!param.default];
    case "choice":
      return param.choices.map(({ value }) => value).filter((value) => value !== param.default);
    case "int":
      return [param.default === param.max ? param.min : param.max];
    case "seconds":
      return [0.45, 0.35, 0.25, -0.25, -0.35]
        .map((offset) => Number((param.default + offset).toFixed(2)))
        .filter((value) => value >= param.min && value <= param.max);
  }
}
