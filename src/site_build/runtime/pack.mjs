// Boots the shipped Pyodide under Node, lets the trace script import what the wizard needs,
// and has `inside.py` compile exactly that. Called by build.py with the path of a plan (JSON).
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { pathToFileURL } from "node:url";

// Without this Node prints the source line of the error, and that line is a megabyte long.
process.on("uncaughtException", (error) => {
  console.error(String(error.message ?? error).slice(-4000));
  process.exit(1);
});

const plan = JSON.parse(readFileSync(process.argv[2], "utf8"));
const { loadPyodide } = await import(pathToFileURL(`${plan.pyodide}/pyodide.mjs`).href);

// A fixed hash seed: the order of set constants ends up in the bytecode.
const pyodide = await loadPyodide({
  indexURL: `${plan.pyodide}/`,
  env: { PYTHONHASHSEED: "0", HOME: "/home/pyodide" },
});

for (const [name, source] of Object.entries(plan.files)) {
  pyodide.FS.mkdirTree(dirname(`/app/${name}`));
  pyodide.FS.writeFile(`/app/${name}`, readFileSync(source));
}
pyodide.runPython("import sys; sys.path.insert(0, '/app'); sys.dont_write_bytecode = True");
pyodide.globals.set("trace_cases", JSON.stringify(plan.cases));
pyodide.runPython(readFileSync(plan.trace, "utf8"), { filename: "trace.py" });

// inside.py imports more than the wizard does, so the list is taken before its own imports.
const used = pyodide.runPython("list(sys.modules)").toJs();
const scope = pyodide.toPy({ __name__: "inside" });
pyodide.runPython(readFileSync(plan.inside, "utf8"), { globals: scope, filename: "inside.py" });
const packed = scope.get("pack")(
  JSON.stringify({ before: used, own: plan.own, data: plan.data }),
);
const [zip, others] = packed.toJs();
mkdirSync(dirname(plan.zip), { recursive: true });
writeFileSync(plan.zip, zip);
writeFileSync(plan.modules, others);
