// Packs the browser's zip, twice. Called by build.py with the path of a plan (JSON).
// First the shipped Pyodide runs the trace from the wheels, with a few of the cases: what it imports makes a zip that
// works. Then a Pyodide with that zip runs it with all: what is imported now, with the stand-ins in place, is what ships.
// A module that only some other case had asked for would be missed in this second run, and stop it.
import { readFileSync, writeFileSync } from "node:fs";
import { basename } from "node:path";
import { boot } from "./boot.mjs";

const plan = JSON.parse(readFileSync(process.argv[2], "utf8"));
const ORIGINS = `
import sys
found = [getattr(module.__spec__, "origin", None) for module in list(sys.modules.values()) if hasattr(module, "__spec__")]
[origin for origin in found if origin]`;

const EACH = 20; // of the cases, for the first run: in the whole Pyodide each takes long

function trace(pyodide, cases) {
  pyodide.FS.writeFile("/words.mo", readFileSync(plan.words));
  pyodide.globals.set("trace_cases", JSON.stringify(cases));
  pyodide.runPython(readFileSync(plan.trace, "utf8"), { filename: "trace.py" });
  return pyodide.runPython(ORIGINS).toJs();
}

const whole = await boot(plan.pyodide);
whole.FS.mkdirTree("/app");
whole.runPython("import sys; sys.dont_write_bytecode = True");
for (const wheel of plan.wheels) {
  const place = `/app/${basename(wheel)}`;
  whole.FS.writeFile(place, readFileSync(wheel));
  whole.runPython(`sys.path.insert(0, ${JSON.stringify(place)})`);
}
const first = trace(
  whole,
  plan.cases.filter((_, number) => number % EACH === 0),
);
const scope = whole.toPy({ __name__: "inside" });
whole.runPython(readFileSync(plan.inside, "utf8"), { globals: scope, filename: "inside.py" });

function pack(origins, classes) {
  const order = { origins, classes, own: plan.own, data: plan.data, stand_ins: plan.stand_ins };
  writeFileSync(plan.zip, scope.get("pack")(JSON.stringify(order)).toJs());
}

pack(first, []);
const trimmed = await boot(plan.pyodide, {}, plan.zip);
pack(trace(trimmed, plan.cases), trimmed.runPython("import sitecustomize; sitecustomize.missed").toJs());
