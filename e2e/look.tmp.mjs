import { chromium } from "@playwright/test";
import { serve } from "./server.mjs";
import { fileURLToPath } from "node:url";
const site = await serve({ root: fileURLToPath(new URL("../dist", import.meta.url)) });
const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu"] });
for (const [name, path, viewport, extra] of [["wide","en/event-loop/",{width:1440,height:900}],["log","zh/gather/",{width:1440,height:900}],["narrow","en/event-loop/",{width:390,height:844}],["nojs","en/waiting/",{width:1440,height:900},{javaScriptEnabled:false}],["play","en/playground/",{width:1440,height:900}]]) {
  const ctx = await browser.newContext({ viewport, ...extra });
  const page = await ctx.newPage();
  page.on("console", (m) => ["error","warning"].includes(m.type()) && console.log(name, m.type(), m.text().slice(0,500)));
  page.on("pageerror", (e) => console.log(name, "pageerror", String(e.stack).slice(0,800)));
  await page.goto(site.url + path);
  await page.waitForTimeout(1500);
  await page.screenshot({ path: `/tmp/look-${name}.png` });
  console.log(name, await page.evaluate(() => [document.documentElement.className, document.querySelectorAll("#lab *").length, document.querySelector(".status .words")?.textContent]).catch(String));
  await ctx.close();
}
await browser.close(); await site.close();
