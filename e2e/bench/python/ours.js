// A page that runs programs in this project's engine: in its worker, with the trace that comes of it.
import { measure } from "./measure.js";
import { WorkerClient } from "./worker-client.js";

const { hello } = JSON.parse(document.getElementById("bench").textContent);

let number = 0;
let waiting;
const engine = new WorkerClient(new URL("engine/", document.baseURI), (report) => {
  if (report.kind === "failed") waiting.reject(new Error("the engine could not be loaded"));
  if (report.kind === "stopped") waiting.resolve(null);
  if (report.kind === "update" && report.end) {
    globalThis.traced = report.bytes.length;
    if (report.stderr) waiting.reject(new Error(report.stderr));
    else waiting.resolve(report.stdout);
  }
});

const run = (source) =>
  new Promise((resolve, reject) => {
    waiting = { resolve, reject };
    number += 1;
    engine.run({ run: number, file: "program.py", source: `${source}\n\nasyncio.run(main())\n`, epoch: 0, python: "3.14" });
  });

engine.load();
await measure(run, hello);
