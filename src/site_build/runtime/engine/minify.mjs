// Shortens a script: node minify.mjs <from> <to>. Its one name that the page's script uses stays.
import { readFileSync, writeFileSync } from "node:fs";
import { minify } from "terser";

const [from, to] = process.argv.slice(2);
const kept = ["_createPyodideModule"];
const { code } = await minify(readFileSync(from, "utf8"), {
  module: true,
  compress: { passes: 2, pure_getters: true, top_retain: kept },
  mangle: { reserved: kept },
});
writeFileSync(to, code);
