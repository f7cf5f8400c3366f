// Small things that the theme leaves out.

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
  if (drawer.checked) document.querySelector(".menu summary").focus({ preventScroll: true });
});
addEventListener("keydown", (event) => {
  if (event.key === "Escape" && drawer.checked) {
    show(false);
    button.focus();
  }
});

// 2. To the content, on a page whose address after # has a meaning of its own (the questions) or none.
document.querySelector("[data-skip]")?.addEventListener("click", (event) => {
  event.preventDefault();
  const content = document.getElementById("content");
  (content.querySelector("h1[tabindex]") ?? content).focus();
});

// 3. A link into a folded part opens it. Newer browsers do that by themselves.
function unfold() {
  const part = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!part?.closest("details:not([open])")) return;
  for (let one = part.closest("details"); one; one = one.parentElement.closest("details")) one.open = true;
  part.scrollIntoView();
}

addEventListener("hashchange", unfold);
unfold();

// 4. Search from a page that is not the search page: what is typed goes behind the # of its address, to no server.
for (const form of document.querySelectorAll("form[data-search]")) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const query = new FormData(form).get("q").trim();
    location.href = form.dataset.search + (query ? `#${new URLSearchParams({ q: query })}` : "");
  });
}
