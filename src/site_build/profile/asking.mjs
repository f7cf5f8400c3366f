// Starts an engine as the wizard's worker does and asks it for everything of a workload, in Node or in a browser.
// With the counting engine also: which functions were called. What the small engine lacks ends it, so it is told where.

const COUNT = "called ";
const CASES = `
import json
from datetime import date
import belgian_residence
def answers(text):
    asked = json.loads(text)
    on = date.fromisoformat(asked["on"])
    try:
        found = [belgian_residence.assess(asked["case"], on), belgian_residence.next_question(asked["case"], on)]
    except belgian_residence.CaseError as refused:
        found = [str(fault) for fault in refused.faults]
    return json.dumps(found, sort_keys=True)
answers`;
// What a page meets only when something is wrong: an error that is told, and the end of the memory that there is.
const FAULTS = `
import sys, traceback
def deep(): return deep()
for fail in (deep, lambda: 1 / 0, lambda: json.loads("{"), lambda: [][1], lambda: {}["a"], lambda: int("x"), lambda: None.a):
    try: fail()
    except Exception: traceback.format_exc()
"{:>10.3f} {!r:^9} {:x} {:,}".format(2.5, "é", 255, 10**9) + "%s %5.1f %03d" % ("a", 1.5, 7) + str(2**200 // 3**70)
kept = [bytes(1000000) for _ in range(60)]
del kept
import gc; gc.collect()
`;

/** `engine`: the module of its script; `options`: those of loadPyodide; `made`: gives the instance of the wasm. */
export async function ask(engine, options, words, { cases, requests }, made) {
  const pyodide = await engine.loadPyodide({ ...options, createPyodideModule: engine.default });
  const counters = Object.entries(made().exports).filter(([name]) => name.startsWith(COUNT));
  const missed = () => made().exports.missed?.value ?? 0;
  const found = { answers: [], replies: [] };
  const one = (what, name, work) => {
    let answer;
    try {
      answer = work();
    } catch (error) {
      answer = `failed: ${error.stack}`;
    }
    if (missed() === 0) return answer;
    throw new Error(`function ${missed() - 1} is missing, for ${what} ${name}: ${answer}`);
  };
  pyodide.FS.writeFile("/words.mo", words);
  const handle = pyodide.pyimport("screens.app").handle;
  for (const [number, text] of requests.entries()) found.replies.push(one("request", number, () => handle(text)));
  const answers = pyodide.runPython(CASES);
  for (const text of cases) found.answers.push(one("case", text.slice(0, 200), () => answers(text)));
  if (counters.length) pyodide.runPython(FAULTS);
  if (counters.length) {
    try {
      handle("{");
    } catch (error) {
      found.error = String(error);
    }
  }
  found.called = counters.filter(([, counter]) => counter.value).map(([name]) => Number(name.slice(COUNT.length)));
  return found;
}

/** Pyodide makes its WebAssembly by one of these; `module`: the one that it gets. What gives the instance. */
export function give(module) {
  let instance;
  const real = WebAssembly.instantiate;
  const instead = async (given, imports) => {
    if (given instanceof WebAssembly.Module || given.byteLength < 1e6) return real(given, imports);
    instance = await real(module, imports);
    const exports = Object.fromEntries(Object.entries(instance.exports).filter(([name]) => !name.startsWith(COUNT)));
    return { module, instance: { exports } };
  };
  WebAssembly.instantiate = instead;
  WebAssembly.instantiateStreaming = (_, imports) => instead(new Uint8Array(1e6), imports);
  return () => instance;
}
