// Behind Pyodide's own two scripts in one file: how the small engine is started, whether it lacked something, and how its
// memory is kept and put back.

let missed;
let exported; // by the wasm that was started last
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
      exported = instance.exports;
      missed = exported.missed;
      // Pyodide has no way to say this, and cannot put back a memory that is larger than that of the start.
      const lacking = (settings.size ?? 0) - exported.memory.buffer.byteLength;
      if (lacking > 0) exported.memory.grow(lacking / 65_536);
      done(instance, module);
    });
  return _createPyodideModule(settings);
};

// A snapshot: numbers of 32 bits (what `around` says, the size of the memory, the bytes of Pyodide's own head, how many pages),
// that head, the numbers of the pages that are not empty, these pages.
const PAGE = 4096;
const NUMBERS = 5;

/** What is not in the memory and must be as it was, because the memory holds places in it: the table of functions, in
    which Pyodide puts one that only some browsers can run. */
function around() {
  const { memory, _PyRuntime, _PyEM_EMSCRIPTEN_TRAMPOLINE_OFFSET, __indirect_function_table } = exported;
  const words = new Uint32Array(memory.buffer);
  const place = _PyRuntime.value + words[_PyEM_EMSCRIPTEN_TRAMPOLINE_OFFSET.value / 4];
  return [__indirect_function_table.length, words[place / 4]];
}

/** The snapshot of a Python that was started with `_makeSnapshot`. */
function snapshotOf(pyodide) {
  const whole = pyodide.makeMemorySnapshot();
  const [, head] = new Uint32Array(whole.buffer, 0, 2);
  const words = new Uint32Array(whole.buffer, head);
  const used = [];
  for (let page = 0; page < words.byteLength / PAGE; page += 1) {
    const first = (page * PAGE) / 4;
    if (words.subarray(first, first + PAGE / 4).some((word) => word !== 0)) used.push(page);
  }
  const numbers = Uint32Array.of(...around(), words.byteLength, head, used.length);
  const pages = used.map((page) => whole.subarray(head + page * PAGE, head + (page + 1) * PAGE));
  return new Blob([numbers, whole.subarray(0, head), Uint32Array.from(used), ...pages]);
}

/** How Pyodide is to be started so that it goes on from a snapshot (its bytes). It fails where that cannot be. */
function goingOn(snapshot) {
  const [length, trampoline, size, head, count] = new Uint32Array(snapshot, 0, NUMBERS);
  const at = NUMBERS * 4;
  const used = new Uint32Array(snapshot, at + head, count);
  const putBack = async (settings) => {
    const module = await createPyodideModule(Object.assign(settings, { size }));
    const now = around();
    if (now[0] !== length || now[1] !== trampoline) throw new Error(`another table: ${now}, not ${length},${trampoline}`);
    const memory = new Uint8Array(exported.memory.buffer);
    memory.fill(0);
    const pages = at + head + count * 4;
    used.forEach((page, number) => memory.set(new Uint8Array(snapshot, pages + number * PAGE, PAGE), page * PAGE));
    snapshot.transfer?.(0); // Pyodide keeps how it was started
    return module;
  };
  return { _loadSnapshot: new Uint8Array(snapshot.slice(at, at + head)), createPyodideModule: putBack };
}

export { createPyodideModule as default, goingOn, loadPyodide, snapshotOf, wasMissed };
