// A page that runs programs in Pyodide, in a worker, as a page must that is to stay responsive.
import { measure } from "./measure.js";

const { hello } = JSON.parse(document.getElementById("bench").textContent);
const worker = new Worker("pyodide-worker.js", { type: "module" });

const run = (source) =>
  new Promise((resolve, reject) => {
    worker.onmessage = ({ data: { printed, error } }) => (error ? reject(new Error(error)) : resolve(printed));
    worker.onerror = (event) => reject(new Error(event.message || "the worker could not be loaded"));
    // It cannot block in asyncio.run: its loop is the browser's, and `main` is awaited on that.
    worker.postMessage(`${source}\n\nawait main()\n`);
  });

await measure(run, hello);
