// The search page: one field, results in a list. Pagefind does the finding; nothing leaves the origin.
// The words looked for stay behind the # of the address, so that no server ever receives them.
const form = document.getElementById("search");
const field = document.getElementById("search-field");
const status = document.getElementById("search-status");
const list = document.getElementById("search-results");
const words = form.dataset;
const MOST = 20;
let pagefind;
let latest = 0;

async function engine() {
  if (!pagefind) {
    const module = await import(new URL(words.index, document.baseURI).href);
    await module.init();
    pagefind = module;
  }
  return pagefind;
}

function entry(result) {
  const item = document.createElement("li");
  const link = document.createElement("a");
  link.href = result.url;
  link.textContent = result.meta.title;
  const text = document.createElement("p");
  // The excerpt is text of our own pages in which Pagefind marks the words found with <mark>.
  for (const [number, part] of result.excerpt.split(/<mark>(.*?)<\/mark>/).entries()) {
    const node = document.createElement(number % 2 ? "mark" : "span");
    node.textContent = decode(part);
    text.append(node);
  }
  item.append(link, text);
  return item;
}

// Entities to characters. What is inside a textarea is never anything but text, and keeps its spaces.
function decode(text) {
  const box = document.createElement("textarea");
  box.innerHTML = text;
  return box.value;
}

async function search(query) {
  const mine = ++latest;
  list.replaceChildren();
  if (!query) {
    status.textContent = "";
    return;
  }
  status.textContent = words.waiting;
  try {
    const found = await (await engine()).search(query);
    const shown = await Promise.all(found.results.slice(0, MOST).map((result) => result.data()));
    if (mine !== latest) return;
    const count = found.results.length;
    const form = count === 0 ? words.nothing : count === 1 ? words.one : words.other;
    status.textContent = form.replace("{count}", count).replace("{query}", query);
    list.replaceChildren(...shown.map(entry));
  } catch (error) {
    status.textContent = words.failed;
    console.warn(error);
  }
}

function fromAddress() {
  const query = new URLSearchParams(location.hash.slice(1)).get("q") ?? "";
  field.value = query;
  search(query);
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const query = field.value.trim();
  const wanted = query ? `#${new URLSearchParams({ q: query })}` : "#";
  if (location.hash === wanted) search(query);
  else location.hash = wanted;
});
addEventListener("hashchange", fromAddress);
// Without a query in the address, what a quick reader has typed already stays in the field.
if (location.hash.startsWith("#q=")) fromAddress();
