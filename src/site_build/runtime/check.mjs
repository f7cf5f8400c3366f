// Boots the runtime exactly as the browser does (one script, our zip, empty lock) and answers cases.
// Called by build.py: node check.mjs <runtime folder> <cases.json> <trace.py> <words.mo>; prints one JSON list.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

// Without this Node prints the source line of the error, and that line is a megabyte long.
process.on("uncaughtException", (error) => {
  console.error(String(error.message ?? error).slice(-4000));
  process.exit(1);
});

const [folder, casesFile, trace, words] = process.argv.slice(2);
const about = JSON.parse(readFileSync(join(folder, "runtime.json"), "utf8"));
const { loadPyodide, default: createPyodideModule } = await import(pathToFileURL(join(folder, "engine.mjs")).href);
const pyodide = await loadPyodide({
  indexURL: `${folder}/`,
  stdLibURL: join(folder, about.zip),
  lockFileContents: about.lock,
  createPyodideModule,
});
pyodide.FS.writeFile("/words.mo", readFileSync(words));
pyodide.globals.set("trace_cases", readFileSync(casesFile, "utf8"));
pyodide.runPython(readFileSync(trace, "utf8"), { filename: "trace.py" });
const missed = pyodide.runPython("import sitecustomize; sitecustomize.missed").toJs();
if (missed.length) throw new Error(`dataclasses that were not compiled by the build: ${missed.length}: ${missed[0]}`);
console.log(pyodide.globals.get("answers_json"));
