// A static file server as plain as the hosts that the site is made for: right types, index.html for a folder, 404.html for what
// is not there, and nothing else. Tests and the byte budget start it inside their own process, on a free port.

import { createServer } from "node:http";
import { readFile, stat } from "node:fs/promises";
import { extname, join, normalize, sep } from "node:path";

const TYPES = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".ico": "image/x-icon",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".mjs": "text/javascript; charset=utf-8",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".wasm": "application/wasm",
  ".webmanifest": "application/manifest+json",
  ".woff2": "font/woff2",
};

/**
 * Serves a folder until `close` is called.
 *
 * @param {object} options
 * @param {string} options.root the folder
 * @param {string} [options.base] the path under which the site lies, with a slash at both ends
 * @param {number} [options.port] 0 for any free one
 * @param {(file: {path: string, status: number, type: string, body: Buffer}) => void} [options.onServe] told of every answer
 * @returns {Promise<{url: string, close: () => Promise<void>}>} `url` ends with the base
 */
export async function serve({ root, base = "/", port = 0, onServe = () => {} }) {
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://localhost");
    const { status, path, body } = await find(root, base, decodeURIComponent(pathname));
    const type = TYPES[extname(path)] ?? "application/octet-stream";
    onServe({ path, status, type, body });
    if (status === 301) {
      response.writeHead(301, { Location: `${pathname}/` }).end();
      return;
    }
    response.writeHead(status, { "Content-Type": type, "Content-Length": body.length, "Cache-Control": "no-cache",
      // A blog's page takes its loader from here.
      "Access-Control-Allow-Origin": "*" });
    response.end(request.method === "HEAD" ? undefined : body);
  });
  await new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  return {
    url: `http://127.0.0.1:${server.address().port}${base}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function find(root, base, pathname) {
  if (pathname.startsWith(base)) {
    const path = normalize(pathname.slice(base.length)).replace(/^\.(?=\/|$)/, "");
    if (path !== ".." && !path.startsWith(`..${sep}`)) {
      const file = join(root, path);
      const found = await stat(file).catch(() => undefined);
      if (found?.isDirectory() && !pathname.endsWith("/")) return { status: 301, path, body: Buffer.alloc(0) };
      const index = found?.isDirectory() ? "index.html" : "";
      const body = await readFile(join(file, index)).catch(() => undefined);
      if (body) return { status: 200, path: join(path, index), body };
    }
  }
  const body = await readFile(join(root, "404.html")).catch(() => Buffer.from("not found"));
  return { status: 404, path: "404.html", body };
}
