// Three small things that the theme leaves out.

// 1. The menu on a small screen: a real button that opens the theme's drawer, and Escape that closes it.
const button = document.querySelector(".menu-button");
const drawer = document.getElementById("__drawer");

function show(open) {
  drawer.checked = open;
  drawer.dispatchEvent(new Event("change"));
}

drawer.addEventListener("change", () => button.setAttribute("aria-expanded", String(drawer.checked)));
button.addEventListener("click", () => {
  show(!drawer.checked);
  if (drawer.checked) document.querySelector(".md-nav--primary a").focus({ preventScroll: true });
});
addEventListener("keydown", (event) => {
  if (event.key === "Escape" && drawer.checked) {
    show(false);
    button.focus();
  }
});

// 2. A table that is wider than the screen scrolls inside its frame; the frame can then have the focus,
// and bears the name of the heading above it. The theme makes the frames after this script has run.
const sizes = new ResizeObserver((entries) => {
  for (const { target } of entries) {
    if (target.scrollWidth > target.clientWidth) {
      target.tabIndex = 0;
      target.setAttribute("role", "group");
      target.setAttribute("aria-label", headingAbove(target));
    } else {
      for (const name of ["tabindex", "role", "aria-label"]) target.removeAttribute(name);
    }
  }
});
const article = document.querySelector("article");

function headingAbove(element) {
  const headings = [...article.querySelectorAll("h1, h2, h3")];
  const above = headings.filter((one) => one.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING);
  return above.at(-1)?.textContent.trim() ?? document.title;
}

function watchFrames() {
  for (const frame of article.querySelectorAll(".md-typeset__scrollwrap")) sizes.observe(frame);
}

new MutationObserver(watchFrames).observe(article, { childList: true, subtree: true });
watchFrames();

// 3. A link into a folded part opens it. Newer browsers do that by themselves.
function unfold() {
  const part = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!part?.closest("details:not([open])")) return;
  for (let one = part.closest("details"); one; one = one.parentElement.closest("details")) one.open = true;
  part.scrollIntoView();
}

addEventListener("hashchange", unfold);
unfold();
