// Boots the shipped Pyodide under Node, lets the trace script import what the wizard needs from the
// wheels, and has `inside.py` pack exactly that. Called by build.py with the path of a plan (JSON).
import { readFileSync, writeFileSync } from "node:fs";
import { basename } from "node:path";
import { boot } from "./boot.mjs";

const plan = JSON.parse(readFileSync(process.argv[2], "utf8"));
const pyodide = await boot(plan.pyodide);

pyodide.FS.mkdirTree("/app");
pyodide.runPython("import sys; sys.dont_write_bytecode = True");
for (const wheel of plan.wheels) {
  const place = `/app/${basename(wheel)}`;
  pyodide.FS.writeFile(place, readFileSync(wheel));
  pyodide.runPython(`sys.path.insert(0, ${JSON.stringify(place)})`);
}
pyodide.globals.set("trace_cases", JSON.stringify(plan.cases));
pyodide.runPython(readFileSync(plan.trace, "utf8"), { filename: "trace.py" });

// inside.py imports more than the wizard does, so the list is taken before its own imports.
const used = pyodide.runPython("list(sys.modules)").toJs();
const scope = pyodide.toPy({ __name__: "inside" });
pyodide.runPython(readFileSync(plan.inside, "utf8"), { globals: scope, filename: "inside.py" });
const order = { before: used, own: plan.own, data: plan.data };
writeFileSync(plan.zip, scope.get("pack")(JSON.stringify(order)).toJs());
