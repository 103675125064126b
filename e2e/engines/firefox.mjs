#!/usr/bin/env node
// Firefox, as Playwright wants it: started in its place, this starts the Firefox in LOOPSCOPE_FIREFOX and hands on what both say
// (WebDriver BiDi), but for three things.
//
// Debian's extended support release lacks commands that Playwright sends to every new context: those are answered here, as if they had
// been done. And its content process comes to a bad end (a null pointer in libxul, 153.8.0) when a script looks for accessible names
// first in a sandbox and then in the page itself, as Playwright does: here both are the page itself. Of a page that history brings back as
// it was left, no more is told than that its navigation has begun: that it has arrived is told here.

import { spawn } from "node:child_process";
import { WebSocket, WebSocketServer } from "ws";

/** Commands that the release may not know, and may go without. */
const OPTIONAL = new Set(["emulation.setMediaFeaturesOverride", "emulation.setScreenSettingsOverride", "emulation.setScreenOrientationOverride"]);
/** A document whose arrival is not told of after so many milliseconds was kept by the browser's history. */
const KEPT = 1_000;
/** Playwright's sandbox. */
const UTILITY = "__playwright_utility_world__";
const LISTENING = /WebDriver BiDi listening on (ws:\S+)/;

const firefox = spawn(process.env.LOOPSCOPE_FIREFOX ?? "firefox-esr", process.argv.slice(2), { stdio: ["ignore", "ignore", "pipe"] });
process.on("SIGTERM", () => firefox.kill());
firefox.on("exit", (code) => process.exit(code ?? 1));

let said = "";
firefox.stderr.on("data", (part) => {
  process.stderr.write(String(part).replace(LISTENING, "at $1"));
  if (said === undefined) return;
  said += part;
  const [, url] = LISTENING.exec(said) ?? [];
  if (!url) return;
  said = undefined;
  relay(url);
});

function relay(url) {
  const server = new WebSocketServer({ host: "127.0.0.1", port: 0 });
  server.on("listening", () => console.error(`WebDriver BiDi listening on ws://127.0.0.1:${server.address().port}`));
  server.on("connection", (client, { url: path }) => {
    const browser = new WebSocket(url + path, { perMessageDeflate: false });
    /** Commands under way whose answers are looked at, by their numbers: what their methods are. */
    const watched = new Map();
    const early = [];
    const ask = (message) => {
      const text = JSON.stringify(message);
      if (browser.readyState === WebSocket.OPEN) browser.send(text);
      else early.push(text);
    };
    const tell = (message) => client.send(JSON.stringify(message));
    browser.on("open", () => early.splice(0).forEach((text) => browser.send(text)));

    client.on("message", (data) => {
      const message = JSON.parse(String(data));
      const { id, method, params } = message;
      if (OPTIONAL.has(method)) watched.set(id, method);
      if (params?.target?.sandbox === UTILITY) {
        delete params.target.sandbox;
        watched.set(id, UTILITY);
      }
      ask(message);
    });

    browser.on("message", (data) => {
      const message = JSON.parse(String(data));
      const about = watched.get(message.id);
      watched.delete(message.id);
      if (OPTIONAL.has(about) && message.error === "unknown command") return tell({ id: message.id, type: "success", result: {} });
      if (about === UTILITY && message.result?.realm) message.result.realm += `:${UTILITY}`;
      follow(message);
      if (message.method === "script.realmDestroyed") tell({ ...message, params: { realm: `${message.params.realm}:${UTILITY}` } });
      tell(message);
    });
    /** Navigations that have started, by their contexts. */
    const started = new Map();
    const follow = ({ method, params }) => {
      if (method === "browsingContext.navigationStarted") started.set(params.context, params);
      else if (/^browsingContext\.(navigation|fragmentN)/.test(method)) started.delete(params.context);
      else if (method === "script.realmCreated" && params.type === "window" && !params.sandbox && started.has(params.context)) {
        const navigation = started.get(params.context);
        setTimeout(() => {
          if (started.get(params.context) !== navigation) return;
          started.delete(params.context);
          for (const what of ["navigationCommitted", "domContentLoaded", "load"]) tell({ type: "event", method: `browsingContext.${what}`, params: navigation });
        }, KEPT);
      }
    };
    client.on("close", () => browser.close());
    browser.on("close", () => client.close());
  });
}
