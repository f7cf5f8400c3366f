// What stays in this tab, so that a reload or a tab that the phone drops loses nothing: one entry in the tab's own
// storage, gone when the tab is closed. On a shared computer nothing stays; that wish stands in the address of the page
// ("?shared"), so that it outlives a reload without anything being kept.

const ENTRY = "after-five";
const SHARED = "shared";

export class Kept {
  /** Is anything kept at all? Not on a shared computer, nor where the browser has no room for it. */
  works = false;
  /** Did the browser refuse to keep something? */
  failed = false;

  /** Does somebody share this computer? Then nothing is kept. */
  get shared() {
    return new URLSearchParams(location.search).has(SHARED);
  }

  /** What was kept in this tab, or null. What cannot be read is thrown away. */
  read() {
    if (this.shared) {
      this.forget();
      return null;
    }
    try {
      const { state, early, typed, left } = JSON.parse(sessionStorage.getItem(ENTRY));
      // Other sites may share the origin, and so the storage: what has another shape is none of ours.
      const found = { state: Object(state) === state ? state : null, early: new Map(early), typed: new Map(typed), left };
      this.works = true;
      return found;
    } catch {
      this.forget();
      return null;
    }
  }

  /** Keep what was told until now. */
  write(told) {
    if (this.shared) return;
    try {
      sessionStorage.setItem(ENTRY, JSON.stringify(told));
      this.works = true;
      this.failed = false;
    } catch {
      // The browser allows no storage, or has no room: every screen says so, and the page asks before it is left.
      this.works = false;
      this.failed = true;
    }
  }

  /** Leave nothing behind. */
  forget() {
    this.works = false;
    try {
      sessionStorage.removeItem(ENTRY);
    } catch {
      // There is no storage, so there is nothing in it.
    }
  }

  /** Say that this computer is shared, or no longer: what was kept goes out at once. */
  share(shared) {
    if (shared) this.forget();
    const address = new URL(location.href);
    if (shared) address.searchParams.set(SHARED, "");
    else address.searchParams.delete(SHARED);
    history.replaceState(history.state, "", address.href.replace("?shared=", "?shared"));
  }
}
