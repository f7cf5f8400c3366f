// Behind Pyodide's own two scripts in one file, of which nothing was left out.

const createPyodideModule = _createPyodideModule;
const wasMissed = () => false;

export { createPyodideModule as default, loadPyodide, wasMissed };
