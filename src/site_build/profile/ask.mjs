// Asks an engine in Node: node ask.mjs <folder of the engine> <zip> <words.mo> <workload.json> <where the answers go>.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { ask, give } from "./asking.mjs";

// Without this Node prints the source line of the error, and that line is a megabyte long.
process.on("uncaughtException", (error) => {
  console.error(String(error.message ?? error).slice(-4000));
  process.exit(1);
});

const [folder, zip, words, plan, target] = process.argv.slice(2);
const { lock, ...workload } = JSON.parse(readFileSync(plan, "utf8"));
const made = give(await WebAssembly.compile(readFileSync(join(folder, "pyodide.asm.wasm"))));
const engine = await import(pathToFileURL(join(folder, "engine.mjs")).href);
const options = { indexURL: `${folder}/`, stdLibURL: zip, lockFileContents: lock };
writeFileSync(target, JSON.stringify(await ask(engine, options, readFileSync(words), workload, made)));
