// Boots the shipped Pyodide under Node for the steps of the build: `boot(folder, env, zip)`.
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

// Without this Node prints the source line of the error, and that line is a megabyte long.
process.on("uncaughtException", (error) => {
  console.error(String(error.message ?? error).slice(-4000));
  process.exit(1);
});

/** `zip`: the path of our own zip, in place of the whole standard library and of any package. */
export async function boot(folder, env = {}, zip = undefined) {
  const { loadPyodide } = await import(pathToFileURL(`${folder}/pyodide.mjs`).href);
  const about = JSON.parse(readFileSync(`${folder}/pyodide-lock.json`, "utf8"));
  const own = zip ? { stdLibURL: zip, lockFileContents: { info: about.info, packages: {} } } : {};
  // A fixed hash seed: the order of set constants ends up in the bytecode.
  return loadPyodide({
    indexURL: `${folder}/`,
    ...own,
    env: { PYTHONHASHSEED: "0", HOME: "/home/pyodide", ...env },
  });
}
