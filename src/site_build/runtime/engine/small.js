// Behind Pyodide's own two scripts in one file: how the small engine is started, and whether it lacked something.

let missed;
const wasMissed = () => missed.value !== 0;

const createPyodideModule = (settings) => {
  const instantiate = settings.instantiateWasm;
  settings.instantiateWasm = (imports, done) =>
    instantiate(imports, (instance, module) => {
      // The addresses of functions in JavaScript that C could call, for graphics and sound. Nothing of what is kept
      // does, so they are nowhere; making them took a small WebAssembly module for each.
      for (const { module: from, name } of WebAssembly.Module.imports(module)) {
        if (from === "GOT.func") imports[from][name].value = 0;
      }
      missed = instance.exports.missed;
      done(instance, module);
    });
  return _createPyodideModule(settings);
};

export { createPyodideModule as default, loadPyodide, wasMissed };
