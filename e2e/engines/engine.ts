// The three engines: how each is started, and what one cannot be driven to, which docs/BROWSERS.md says in the same words.

import type { LaunchOptions } from "@playwright/test";
import { fileURLToPath } from "node:url";

export type Engine = "chromium" | "firefox" | "webkit";

/** What a reader's system is set to. */
export interface System {
  /** Less motion is wanted. */
  still?: boolean;
  /** Dark is wanted. */
  dark?: boolean;
}

// As root Chromium wants no sandbox; the rest keeps it from calling home.
const QUIET = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** How Chromium is started. */
export const CHROMIUM: LaunchOptions = { executablePath: process.env.LOOPSCOPE_CHROMIUM ?? "/usr/bin/chromium", args: QUIET };

const here = (name: string) => fileURLToPath(new URL(name, import.meta.url));

/** How an engine is started on such a system, with scroll bars that take room. */
export function launch(engine: Engine, { still = false, dark = false }: System = {}): LaunchOptions {
  switch (engine) {
    case "chromium":
      // Motion and darkness are told by Playwright.
      return { ...CHROMIUM, ignoreDefaultArgs: ["--hide-scrollbars"] };
    case "firefox":
      return {
        executablePath: here("firefox.mjs"),
        firefoxUserPrefs: {
          "ui.prefersReducedMotion": still ? 1 : 0,
          "ui.systemUsesDarkTheme": dark ? 1 : 0,
          "layout.css.prefers-color-scheme.content-override": dark ? 0 : 1,
          "widget.gtk.overlay-scrollbars.enabled": false,
        },
      };
    case "webkit":
      // Settings of GTK's.
      return {
        executablePath: here("webkit.mjs"),
        env: {
          ...(process.env as Record<string, string>),
          LOOPSCOPE_GTK: [
            "gtk-overlay-scrolling=0",
            `gtk-enable-animations=${still ? 0 : 1}`,
            `gtk-theme-name=Adwaita${dark ? "-dark" : ""}`,
          ].join("\n"),
        },
      };
  }
}

/** What an engine cannot be driven to, and why. */
export const CANNOT: Record<Engine, Record<string, string>> = {
  chromium: {},
  firefox: {},
  webkit: {
    print: "WebKitWebDriver has no command that prints",
  },
};
