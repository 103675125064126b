// A static file server as plain as the hosts that the site is made for: right types, index.html for a folder, 404.html for what
// is not there, the headers that docs/HOSTING.md asks for, and nothing else. Tests and the byte budget start it inside their own process, on a free port.

import { createServer } from "node:http";
import { readFileSync } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import { extname, join, normalize, sep } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";

const TYPES = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".ico": "image/x-icon",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".mjs": "text/javascript; charset=utf-8",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".gif": "image/gif",
  ".txt": "text/plain; charset=utf-8",
  ".wasm": "application/wasm",
  ".webmanifest": "application/manifest+json",
  ".woff2": "font/woff2",
};

const HOSTING = readFileSync(new URL("../docs/HOSTING.md", import.meta.url), "utf8");

/** A policy, as it stands in docs/HOSTING.md: what is told there is what is tested. */
export function policy(name) {
  const [, line] = new RegExp(`<!-- policy: ${name} -->\\n\`\`\`\\n(.+)\\n\`\`\``).exec(HOSTING) ?? [];
  if (!line) throw new Error(`docs/HOSTING.md has no policy "${name}"`);
  return line;
}

const POLICIES = { page: policy("page"), embed: policy("embed"), picture: policy("picture") };

/** Which addresses have a digest in them, by the recipe in docs/HOSTING.md. */
const [, digest] = /location ~ (.+) \{ add_header Cache-Control "public/.exec(HOSTING);
const DIGEST = new RegExp(digest);

/** The headers of the site's files. */
function headersOf(path) {
  const kind = path.endsWith(".svg") ? "picture" : /(^|\/)embed\/index\.html$/.test(path) ? "embed" : "page";
  const hashed = DIGEST.test(`/${path}`);
  return {
    "Content-Security-Policy": POLICIES[kind],
    "Cache-Control": hashed ? "public, max-age=31536000, immutable" : "no-cache",
    "X-Content-Type-Options": "nosniff",
    "Access-Control-Allow-Origin": "*",
  };
}

/**
 * Serves a folder until `close` is called.
 *
 * @param {object} options
 * @param {string | string[]} options.root the folder; or several, of which the first that has a file answers
 * @param {string} [options.base] the path under which the site lies, with a slash at both ends
 * @param {number} [options.port] 0 for any free one
 * @param {(path: string) => Record<string, string>} [options.headers] what is sent with a file; the site's own headers if missing
 * @param {boolean} [options.compressed] answers with brotli, as hosts do
 * @param {(path: string) => boolean} [options.cut] of which files the line breaks off in the middle
 * @param {(file: {path: string, status: number, type: string, body: Buffer, sent: number}) => void} [options.onServe] told of every answer; `sent`: its bytes
 * @returns {Promise<{url: string, close: () => Promise<void>}>} `url` ends with the base
 */
export async function serve({ root, base = "/", port = 0, headers = headersOf, compressed = false, cut = () => false, onServe = () => {} }) {
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://localhost");
    const { status, path, body } = await find([root].flat(), base, decodeURIComponent(pathname));
    const type = TYPES[extname(path)] ?? "application/octet-stream";
    const sent = compressed ? brotli(path, body) : body;
    onServe({ path, status, type, body, sent: sent.length });
    if (status === 301) {
      response.writeHead(301, { Location: `${pathname}/` }).end();
      return;
    }
    const encoding = compressed ? { "Content-Encoding": "br" } : {};
    response.writeHead(status, { "Content-Type": type, "Content-Length": sent.length, ...encoding, ...headers(path) });
    if (cut(path)) response.write(sent.subarray(0, sent.length / 2), () => response.destroy());
    else response.end(request.method === "HEAD" ? undefined : sent);
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

/** By path: a file is compressed once, as it takes longer than a reader would wait. */
const brotlied = new Map();
/** A file of so many bytes is compressed as hosts do it while they answer: as well as it can be would take minutes. */
const LARGE = 2 ** 20;

function brotli(path, body) {
  if (!brotlied.has(path)) {
    const quality = body.length < LARGE ? constants.BROTLI_MAX_QUALITY : 5;
    brotlied.set(path, brotliCompressSync(body, { params: { [constants.BROTLI_PARAM_QUALITY]: quality } }));
  }
  return brotlied.get(path);
}

async function find(roots, base, pathname) {
  if (pathname.startsWith(base)) {
    const path = normalize(pathname.slice(base.length)).replace(/^\.(?=\/|$)/, "");
    for (const root of path === ".." || path.startsWith(`..${sep}`) ? [] : roots) {
      const file = join(root, path);
      const found = await stat(file).catch(() => undefined);
      if (found?.isDirectory() && !pathname.endsWith("/")) return { status: 301, path, body: Buffer.alloc(0) };
      const index = found?.isDirectory() ? "index.html" : "";
      const body = await readFile(join(file, index)).catch(() => undefined);
      if (body) return { status: 200, path: join(path, index), body };
    }
  }
  const body = await readFile(join(roots.at(-1), "404.html")).catch(() => Buffer.from("not found"));
  return { status: 404, path: "404.html", body };
}
