// What every spec imports instead of @playwright/test: each worker serves dist/ by itself, and a test fails when its page says
// anything on the console as an error or a warning, throws, gets no answer or a bad one, or asks another origin for anything.

import { test as base } from "@playwright/test";
import { fileURLToPath } from "node:url";
import { serve } from "./server.mjs";

export { expect } from "@playwright/test";

/** The built site, and its pages in the pseudo-language. */
export const DIST = fileURLToPath(new URL("../dist", import.meta.url));
export const DIST_PSEUDO = fileURLToPath(new URL("../dist-pseudo", import.meta.url));

export interface Complaint {
  kind: "console" | "exception" | "request" | "origin" | "crash";
  text: string;
}

interface Options {
  /** The path under which the site lies, with a slash at both ends. `test.use({ base: "/blog/" })` puts it elsewhere. */
  base: string;
  /**
   * Complaints that a test provokes on purpose, such as the 404 of an unknown address; each must then happen. A set, as
   * Playwright takes a list of two for a value and its options.
   */
  expected: ReadonlySet<RegExp>;
}

interface Fixtures {
  /** What went wrong in the page so far. */
  complaints: Complaint[];
}

interface WorkerFixtures {
  /** Where the site is served under a base, with a slash at its end. */
  site: (base: string) => Promise<string>;
}

type Use = (site: WorkerFixtures["site"]) => Promise<void>;

/** Serves folders, the first that has a file before the others, under each base that is asked for. */
export const served =
  (...root: string[]) =>
  async ({}, use: Use): Promise<void> => {
    const servers = new Map<string, ReturnType<typeof serve>>();
    await use(async (path) => {
      const server = servers.get(path) ?? serve({ root, base: path });
      servers.set(path, server);
      return (await server).url;
    });
    for (const server of servers.values()) await (await server).close();
  };

export const test = base.extend<Options & Fixtures, WorkerFixtures>({
  base: ["/", { option: true }],
  expected: [new Set(), { option: true }],

  site: [served(DIST), { scope: "worker" }],

  baseURL: async ({ site, base }, use) => {
    await use(await site(base));
  },

  complaints: [
    async ({ context, baseURL, expected }, use) => {
      const complaints: Complaint[] = [];
      const complain = (kind: Complaint["kind"], text: string) => complaints.push({ kind, text });
      const origin = new URL(baseURL ?? "about:blank").origin;

      context.on("console", (message) => {
        // Playwright's own word on what its configuration blocks.
        if (message.text().startsWith("Service Worker registration blocked by Playwright")) return;
        if (["error", "warning"].includes(message.type())) complain("console", `${message.text()} (${message.location().url})`);
      });
      context.on("weberror", (error) => complain("exception", String(error.error().stack ?? error.error())));
      context.on("page", (page) => page.on("crash", () => complain("crash", page.url())));
      context.on("request", (request) => {
        const url = new URL(request.url());
        if (/^(https?|wss?):$/.test(url.protocol) && url.origin !== origin) complain("origin", request.url());
      });
      context.on("requestfailed", (request) => {
        // The page that a reader leaves stops its own requests.
        const reason = request.failure()?.errorText ?? "no reason";
        if (reason !== "net::ERR_ABORTED") complain("request", `${request.url()}: ${reason}`);
      });
      context.on("response", (response) => {
        if (response.status() >= 400) complain("request", `${response.url()}: ${response.status()}`);
      });

      await use(complaints);

      const surprises = complaints.filter(({ text }) => ![...expected].some((pattern) => pattern.test(text)));
      const missing = [...expected].filter((pattern) => !complaints.some(({ text }) => pattern.test(text)));
      const lines = [
        ...surprises.map(({ kind, text }) => `${kind}: ${text}`),
        ...missing.map((pattern) => `expected, and did not happen: ${pattern}`),
      ];
      if (lines.length > 0) throw new Error(`the page complained:\n${lines.join("\n")}`);
    },
    { auto: true },
  ],
});
