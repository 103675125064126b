import { chromium } from "@playwright/test";
import { serve } from "./server.mjs";
import { fileURLToPath } from "node:url";
const site = await serve({ root: fileURLToPath(new URL("../dist", import.meta.url)) });
const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu"] });
const page = await browser.newPage();
page.on("console", (m) => console.log(m.type(), m.text().slice(0,500)));
page.on("pageerror", (e) => console.log("pageerror", String(e.stack).slice(0,800)));
page.on("requestfailed", (r) => console.log("failed", r.url(), r.failure()?.errorText));
page.on("response", (r) => r.status()>=400 && console.log(r.status(), r.url()));
await page.goto(site.url + "en/event-loop/");
await page.waitForTimeout(800);
console.log(await page.evaluate(async () => {
  const script = document.querySelector('link[rel="modulepreload"]').href;
  const wasm = document.querySelector('link[rel="preload"][as="fetch"]').href;
  try { const g = await import(script); const m = await WebAssembly.compileStreaming(fetch(wasm)); await g.default({module_or_path: m}); return "ok"; } catch (e) { return String(e.stack); }
}));
await browser.close(); await site.close();
