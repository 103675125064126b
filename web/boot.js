// Brings the application to a lesson's page: says how far the download is, and in a sentence what is wrong when it cannot
// run. The text stands there all the while. Sentences come from data attributes of the page's `.loading` element.
const lab = document.getElementById("lab");
const loading = lab?.querySelector(".loading");
const bar = loading?.querySelector("progress");

const TOO_OLD = new Error("this browser has no module workers");

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
  // Who does not ask for the type does not know it, would take the engine for another kind of script, and never say so.
  let known = false;
  const options = {
    get type() {
      known = true;
      return "module";
    },
  };
  const worker = new Worker(new URL(address, document.baseURI), options);
  if (!known) {
    worker.terminate();
    throw TOO_OLD;
  }
  const said = [];
  worker.onmessage = (event) => said.push(event.data);
  worker.onerror = () => said.push(null);
  worker.postMessage([module, script]);
  globalThis.loopscopeEngine = { worker, said };
}

// What the application asks for: a script at an address from the site's root, or a whole one.
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
});

async function start() {
  const hash = await unpacked();
  if (hash) history.replaceState(null, "", hash);
  const script = document.querySelector('link[rel="modulepreload"]').href;
  const wasm = document.querySelector('link[rel="preload"][as="fetch"]').href;
  const glue = import(script);
  glue.catch(() => {}); // reported below, with the fetch
  // As the page's head has asked for it already (`loopscope site` writes that link): every browser then takes that answer.
  const response = await fetch(wasm, { mode: "no-cors", credentials: "include" });
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
}

// What is kept for offline may be cut short. With a network the next try takes all from there, and keeps it anew.
async function forget() {
  const registration = await navigator.serviceWorker?.getRegistration();
  if (!registration) return;
  const kept = (await caches.keys()).filter((name) => name.startsWith("loopscope-"));
  await Promise.all([registration.unregister(), ...kept.map((name) => caches.delete(name))]);
}

async function failed(error) {
  if (error === TOO_OLD) return fail("oldBrowser");
  if (navigator.onLine === false) return fail("offline");
  await forget().catch(() => {});
  fail("failed");
}

if (loading) {
  const reason = obstacle();
  if (reason) fail(reason);
  else start().catch(failed);
}
