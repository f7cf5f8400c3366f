let clock; // made once: that takes long

/** The day in Belgium by the clock of this device, as 2026-11-22. */
export function today() {
  const format = { year: "numeric", month: "2-digit", day: "2-digit", timeZone: "Europe/Brussels" };
  clock ??= new Intl.DateTimeFormat("en", format);
  const parts = Object.fromEntries(clock.formatToParts(new Date()).map(({ type, value }) => [type, value]));
  return `${parts.year.padStart(4, "0")}-${parts.month}-${parts.day}`;
}
