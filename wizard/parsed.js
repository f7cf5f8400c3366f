// The wizard's script runs as soon as it is there, and waits neither for the styles nor for the theme's script. All it needs
// is a page that has been read to its end.

if (document.readyState === "loading") {
  // In a task of its own: the end of reading may be that in which the theme's script runs.
  const later = (done) => document.addEventListener("readystatechange", () => setTimeout(done), { once: true });
  await new Promise(later);
}
