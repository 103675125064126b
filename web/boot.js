// Brings the application to a lesson's page: says how far the download is, and in a sentence what is wrong when it cannot
// run. The text stands there all the while. Sentences come from data attributes of the page's `.loading` element.
const lab = document.getElementById("lab");
const loading = lab?.querySelector(".loading");
const bar = loading?.querySelector("progress");

function fail(reason) {
  if (!loading) return;
  loading.classList.add("failed");
  // What was planned is all there will be: it is shown in full.
  lab.classList.add("failed");
  bar?.remove();
  loading.querySelector(".words").textContent = loading.dataset[reason];
}

// Whether this browser has what the application needs; WebAssembly may also be switched off, or forbidden by a policy.
function obstacle() {
  if (typeof WebAssembly !== "object") return "noWasm";
  if (typeof Worker !== "function" || !HTMLScriptElement.supports?.("importmap")) return "oldBrowser";
  try {
    new WebAssembly.Module(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0));
  } catch {
    return "noWasm";
  }
  return null;
}

// The response, counted while it arrives. `size` is what the files weigh before compression, if the page says so.
function counted(response, onBytes) {
  let bytes = 0;
  const counter = new TransformStream({
    transform(chunk, controller) {
      bytes += chunk.byteLength;
      onBytes(bytes);
      controller.enqueue(chunk);
    },
  });
  return new Response(response.body.pipeThrough(counter), { headers: { "Content-Type": "application/wasm" } });
}

// The engine starts beside the page's own application, from the same module; the application takes it over with what it has
// said.
function startEngine(module, script) {
  const address = document.querySelector('meta[name="loopscope-engine"]').content;
  const worker = new Worker(new URL(address, document.baseURI), { type: "module" });
  const said = [];
  worker.onmessage = (event) => said.push(event.data);
  worker.onerror = () => said.push(null);
  worker.postMessage([module, script]);
  globalThis.loopscopeEngine = { worker, said };
}

// What the application asks for: a script at an address from the site's root.
globalThis.loopscope = { load: (address) => import(new URL(address, import.meta.url)) };

// A packed address is unpacked before anybody reads it; what cannot be unpacked is for the application to complain of.
async function unpacked() {
  if (!location.hash.startsWith("#z=")) return null;
  try {
    const { unpack } = await import("./packed.js");
    return `#${await unpack(location.hash)}`;
  } catch {
    return "#z";
  }
}
addEventListener("hashchange", async () => {
  const hash = await unpacked();
  if (hash) location.replace(hash);
  // A link of the text's own leads to a program; web/own listens once it is there.
  else if (!own && ownText.test(location.hash)) wanted().then((own) => own.begin()).catch(untold);
});

const ownText = /[#&]py=/;
// The reader's own program (web/own) comes with the wish for it.
let own;
let tries = 0;
function wanted() {
  const address = document.querySelector('meta[name="loopscope-own"]').content;
  // A module that did not come once is asked for under another address.
  const again = tries++ ? `?${tries}` : "";
  return (own ??= import(new URL(`${address}${again}`, document.baseURI)).catch((error) => {
    own = null;
    throw error;
  }));
}
// Browsers throw a TypeError that speaks of a module where one does not come. Any other error is the module's own.
function untold(error) {
  const broken = error instanceof TypeError && /module/i.test(error.message) ? 0 : 1;
  globalThis.loopscopeAct?.("no-own", broken, new TextEncoder().encode(`${error}`));
}
const near = () => wanted().then((own) => own.near()).catch(() => {});
function wish({ type, target }) {
  if (!target.closest?.(".edit")) return;
  if (type === "click") wanted().then((own) => own.edit()).catch(untold);
  else near();
}
for (const type of ["pointerover", "focusin", "click"]) lab?.addEventListener(type, wish);

/** Whether the page begins with a program of the reader's own: it has no other, the address brings one, or one was kept. */
function begins() {
  const { slug, own } = JSON.parse(document.getElementById("lesson-data").textContent);
  const { address, embed } = document.documentElement.dataset;
  const fragment = address ?? location.hash;
  try {
    return own || ownText.test(fragment) || (embed === undefined && !fragment && localStorage.getItem(`loopscope.own.${slug}`) !== null);
  } catch {
    return false;
  }
}

async function start() {
  const hash = await unpacked();
  if (hash) history.replaceState(null, "", hash);
  const script = document.querySelector('link[rel="modulepreload"]').href;
  const wasm = document.querySelector('link[rel="preload"][as="fetch"]').href;
  const glue = import(script);
  glue.catch(() => {}); // reported below, with the fetch
  const response = await fetch(wasm, { credentials: "same-origin" });
  if (!response.ok) throw new Error(`${response.status}`);
  const total = Number(response.headers.get("Content-Length"));
  const compressed = response.headers.has("Content-Encoding");
  const body = counted(response, (bytes) => {
    // The length says what travels; of a compressed body that is less than what is counted here.
    if (bar && total > 0 && !compressed) bar.value = Math.min(bytes / total, 1);
  });
  const module = await WebAssembly.compileStreaming(body);
  const { default: init } = await glue;
  startEngine(module, script);
  await init({ module_or_path: module });
  if (begins()) wanted().then((own) => own.begin()).catch(untold);
}

if (loading) {
  const reason = obstacle();
  if (reason) fail(reason);
  else start().catch(() => fail(navigator.onLine === false ? "offline" : "failed"));
}
