// What each file weighs that a browser fetches when a program imports it, as docs/PYTHON.md has it: stripped, and with brotli.
//
//   node scripts/library-sizes.mjs FOLDER        the folder with library-*.bin: the engine's, or `library` of crates/python's build
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync } from "node:zlib";

const folder = process.argv[2];
const row = (name, plain, packed) => console.log(`| ${name} | ${plain.toLocaleString("en")} | ${packed.toLocaleString("en")} |`);
const all = [0, 0];
console.log("| fetched with | stripped | with brotli |\n|:--|--:|--:|");
for (const file of readdirSync(folder).sort()) {
  const name = /^library-(.+)\.bin$/.exec(file)?.[1];
  if (!name) continue;
  const bytes = readFileSync(join(folder, file));
  const packed = brotliCompressSync(bytes).length;
  row(`\`${name}\``, bytes.length, packed);
  all[0] += bytes.length;
  all[1] += packed;
}
row("all of them", ...all);
