// Loads the part of the application that lies beside this script, and says when it is there, or that it does not come.
try {
  const { default: init } = await import("./loopscope-more.js");
  const response = await fetch(new URL("loopscope-more_bg.wasm", import.meta.url), { credentials: "same-origin" });
  if (!response.ok) throw new Error(`${response.status}`);
  await init({ module_or_path: await WebAssembly.compileStreaming(response) });
  dispatchEvent(new Event("loopscope-more"));
} catch {
  dispatchEvent(new Event("loopscope-more-failed"));
}
