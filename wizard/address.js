// From what stands behind "#/" in the address to the name of a screen.

/** The name of the screen. Somebody can type anything there: what cannot be read (a lone "%") is taken as it stands, and
    names no screen. */
export function screenOf(hash) {
  const told = hash.slice(2);
  try {
    return decodeURIComponent(told);
  } catch {
    return told;
  }
}
