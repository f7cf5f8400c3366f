// When the page is there to be read. What the first question does not need waits for that.

const UNSEEN = 500; // milliseconds: a page that nobody looks at is never painted

/** Resolves when the page has been painted, or is not seen anyway. */
export const painted = document.hidden
  ? Promise.resolve()
  : new Promise((done) => {
      requestAnimationFrame(() => setTimeout(done));
      setTimeout(done, UNSEEN);
    });
