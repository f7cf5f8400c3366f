// Behind Pyodide's own two scripts in one file, of which nothing was left out. It makes no snapshot and takes none.

const createPyodideModule = _createPyodideModule;
const wasMissed = () => false;
const snapshotOf = undefined;
const goingOn = undefined;

export { createPyodideModule as default, goingOn, loadPyodide, snapshotOf, wasMissed };
