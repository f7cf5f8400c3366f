// Boots the shipped Pyodide under Node for the steps of the build: `boot(folder, env)`.
import { pathToFileURL } from "node:url";

// Without this Node prints the source line of the error, and that line is a megabyte long.
process.on("uncaughtException", (error) => {
  console.error(String(error.message ?? error).slice(-4000));
  process.exit(1);
});

export async function boot(folder, env = {}) {
  const { loadPyodide } = await import(pathToFileURL(`${folder}/pyodide.mjs`).href);
  // A fixed hash seed: the order of set constants ends up in the bytecode.
  return loadPyodide({
    indexURL: `${folder}/`,
    env: { PYTHONHASHSEED: "0", HOME: "/home/pyodide", ...env },
  });
}
