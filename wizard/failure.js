/** Why it did not work: "no_wasm", "blocked", "altered", "slow", "gone", "crash" or "newer", and the details for a report. */
export class Failure extends Error {
  constructor(reason, detail = "") {
    super(detail || reason);
    this.reason = reason;
    this.detail = detail;
  }
}

/** A promise with its resolve and reject. */
export function resolvers() {
  const parts = {};
  parts.promise = new Promise((resolve, reject) => Object.assign(parts, { resolve, reject }));
  return parts;
}
