// Loads the part of the application that lies beside this script, and says when it is there, or that it does not come.
import { pack } from "../packed.js";

// What files weigh on their way to a reader: the blog's loader, the picture, and all that this page has loaded.
async function weigh(loader, poster) {
  try {
    await Promise.all([loader, poster].map(async (address) => (await fetch(address)).arrayBuffer()));
  } catch {
    // Without a network nothing is known of them.
    return [];
  }
  const files = performance.getEntriesByType("resource").filter(({ name }) => new URL(name).origin === location.origin);
  const of = (address) => files.find(({ name }) => name === address)?.encodedBodySize ?? 0;
  const [page] = performance.getEntriesByType("navigation");
  const all = files.reduce((sum, { encodedBodySize }) => sum + encodedBodySize, page.encodedBodySize);
  return [of(loader), of(poster), all - of(loader) - of(poster)];
}
globalThis.loopscopeShare = { pack, weigh };

// On a fast line who stays need not wait for Python, should they want to change the program.
const QUIET_MS = 10_000;
function idle() {
  const { downlink, saveData } = navigator.connection ?? {};
  if (!(downlink >= 5) || saveData || "embed" in document.documentElement.dataset) return;
  globalThis.requestIdleCallback?.(() => globalThis.loopscopeNear?.());
}

const styled = new Promise((resolve) => {
  const link = document.createElement("link");
  link.rel = "stylesheet";
  link.href = new URL("more.css", import.meta.url).href;
  // Without it the panes are plain, but there.
  link.onload = link.onerror = resolve;
  document.head.append(link);
});
// A script that did not come once is asked for under another address, as this one is then (web/src/more.rs).
const beside = (name) => new URL(name + new URL(import.meta.url).search, import.meta.url);

// No await of the module's own: WebKit does not wait for one when a module is imported a second time.
async function start() {
  const { default: init } = await import(beside("loopscope-more.js").href);
  const response = await fetch(beside("loopscope-more_bg.wasm"), { credentials: "same-origin" });
  if (!response.ok) throw new TypeError(`module: ${response.status}`);
  await init({ module_or_path: await WebAssembly.compileStreaming(response) });
  await styled;
}
start().then(
  () => {
    dispatchEvent(new Event("loopscope-more"));
    setTimeout(idle, QUIET_MS);
  },
  (error) => {
    // Browsers throw a TypeError where something does not come. Any other error is the part's own.
    if (error instanceof TypeError && /module|fetch|load failed|network/i.test(error.message)) return dispatchEvent(new Event("loopscope-more-failed"));
    console.error(error);
    dispatchEvent(new Event("loopscope-more-broken"));
  },
);
