// Lets pyodide-build and pyodide-lock work on two folders, inside Pyodide (`wheels_inside.py`).
// Called by wheels.py with the path of a plan (JSON). What is in the folder `ours` is replaced.
import { readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { boot } from "./boot.mjs";

const plan = JSON.parse(readFileSync(process.argv[2], "utf8"));
const pyodide = await boot(plan.pyodide, plan.env);

// Copied, not mounted: on a mounted folder pyodide-build never came to an end.
function copyIn(folder, target) {
  pyodide.FS.mkdirTree(target);
  for (const name of readdirSync(folder)) {
    pyodide.FS.writeFile(`${target}/${name}`, readFileSync(join(folder, name)));
  }
}

copyIn(plan.packages, "/packages");
copyIn(plan.others, "/others");
copyIn(plan.ours, "/ours");
pyodide.runPython("import sys; from pathlib import Path; sys.dont_write_bytecode = True");
pyodide.runPython("sys.path += sorted(map(str, Path('/packages').glob('*.whl')))");
const scope = pyodide.toPy({ __name__: "wheels_inside" });
pyodide.runPython(readFileSync(plan.inside, "utf8"), {
  globals: scope,
  filename: "wheels_inside.py",
});
scope.get("compile_all")("/others", "/ours");

for (const name of readdirSync(plan.ours)) rmSync(join(plan.ours, name));
for (const name of pyodide.FS.readdir("/ours")) {
  if (name !== "." && name !== "..") {
    writeFileSync(join(plan.ours, name), pyodide.FS.readFile(`/ours/${name}`));
  }
}
