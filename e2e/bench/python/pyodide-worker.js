// Pyodide's worker: a program in, what it printed out. Its names are of a namespace of its own.
import { loadPyodide } from "./pyodide/pyodide.mjs";

let printed = "";
const stdout = (line) => {
  printed += `${line}\n`;
};
const loaded = loadPyodide({ stdout });

onmessage = async ({ data }) => {
  try {
    const pyodide = await loaded;
    printed = "";
    const globals = pyodide.runPython("{'__name__': '__main__'}");
    await pyodide.runPythonAsync(data, { globals });
    globals.destroy();
    postMessage({ printed });
  } catch (error) {
    postMessage({ error: String(error) });
  }
};
