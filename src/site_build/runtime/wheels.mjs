// Lets pyodide-build and pyodide-lock work on a folder, inside Pyodide (`wheels_inside.py`).
// Called by wheels.py with the path of a plan (JSON). What is in the folder is replaced.
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
copyIn(plan.folder, "/wheels");
pyodide.runPython("import sys; from pathlib import Path; sys.dont_write_bytecode = True");
pyodide.runPython("sys.path += sorted(map(str, Path('/packages').glob('*.whl')))");
const scope = pyodide.toPy({ __name__: "wheels_inside" });
pyodide.runPython(readFileSync(plan.inside, "utf8"), {
  globals: scope,
  filename: "wheels_inside.py",
});
scope.get("compile_wheels")("/wheels");

for (const name of readdirSync(plan.folder)) rmSync(join(plan.folder, name));
for (const name of pyodide.FS.readdir("/wheels")) {
  if (name !== "." && name !== "..") {
    writeFileSync(join(plan.folder, name), pyodide.FS.readFile(`/wheels/${name}`));
  }
}
