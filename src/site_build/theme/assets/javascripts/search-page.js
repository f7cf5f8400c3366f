// The search page: one field, results in a list. Pagefind does the finding; nothing leaves the origin.
// The words looked for stay behind the # of the address, so that no server ever receives them.
const form = document.getElementById("search");
const field = document.getElementById("search-field");
const status = document.getElementById("search-status");
const list = document.getElementById("search-results");
const words = form.dataset;
const MOST = 20;
const FEW = 5; // with fewer pages that have all words, pages that have some are added
const BEGINNING = 4; // letters in which a word and what was found for it agree
const CLEARLY = 1.5; // the head of a page answers better than its best part only by so much
const PAGES = 100; // about as many as there are: a word that stands on few of them says more
const CARD = new RegExp(words.namesACard, "giu"); // the name of a card: "B", "F+"
const WORD_FOR_CARD = /^[-+]*(?:cards?|kaart(?:en)?|karten?|cartes?)$/iu;
const NAMED_AT = [
  [1, 4],
  [2, 3],
  [3, 1],
]; // where a page names a card: title, search words, headings; and how much each says
const START_AFTER = 1; // the way to the questions stands after so many answers
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

/** The part of a page whose title names all of several cards. */
function partOn(page, cards) {
  const of = cards.length > 1 && page.anchors.find(({ element, text }) => {
    const named = cardsIn(text);
    return element !== "h1" && cards.every((name) => named.includes(name));
  });
  return of ? { url: `${page.url}#${of.id}`, title: of.text, excerpt: page.meta.description ?? "" } : null;
}

/** The part of a page that answers best, or the page where the words stand at its head. */
function best(page) {
  const score = (part) => part.weighted_locations.reduce((sum, one) => sum + one.balanced_score, 0);
  const parts = page.sub_results.filter((part) => part.anchor && part.anchor.element !== "h1");
  const head = page.sub_results.find((part) => !parts.includes(part));
  const first = parts.sort((a, b) => score(b) - score(a))[0];
  if (!first || (head && score(head) > CLEARLY * score(first))) return null;
  return first;
}

function entry(page, cards) {
  const part = cards.length ? partOn(page, cards) : best(page);
  const item = document.createElement("li");
  const link = document.createElement("a");
  link.href = part?.url ?? page.url;
  link.textContent = part?.title ?? page.meta.title;
  item.append(link);
  if (part) {
    const of = document.createElement("p");
    of.className = "search__page";
    of.textContent = page.meta.title;
    item.append(of);
  }
  item.append(part ? marked(part.excerpt) : marked(page.meta.description ?? page.excerpt));
  return item;
}

/** A text of our own pages in which Pagefind marks the words found with <mark>. */
function marked(excerpt) {
  const text = document.createElement("p");
  for (const [number, part] of excerpt.split(/<mark>(.*?)<\/mark>/).entries()) {
    const node = document.createElement(number % 2 ? "mark" : "span");
    node.textContent = decode(part);
    text.append(node);
  }
  return text;
}

// Entities to characters. What is inside a textarea is never anything but text, and keeps its spaces.
function decode(text) {
  const box = document.createElement("textarea");
  box.innerHTML = text;
  return box.value;
}

/** The words that tell something: without those that stand in every sentence, if others are left. */
function telling(query) {
  const common = new Set(words.leftOut.split(" "));
  const left = query.split(/[^\p{L}\p{N}+']+/u).filter((word) => word && !common.has(word.toLowerCase()));
  return left.length ? left : [query];
}

/** The cards that a text names, each once. */
function cardsIn(text) {
  return [...new Set((text.match(CARD) ?? []).map((name) => name.toUpperCase()))];
}

/** The cards of a question that asks for cards and nothing else ("do I need B before L?"): a page that names them has a
    word for each, because a letter alone says nothing to the index. */
function cardsAlone(query) {
  const cards = cardsIn(query);
  const common = new Set(words.leftOut.split(" "));
  const others = query.replace(CARD, " ").split(/[^\p{L}\p{N}+']+/u);
  const telling = others.filter((word) => /\p{L}/u.test(word) && !common.has(word.toLowerCase()) && !WORD_FOR_CARD.test(word));
  return telling.length ? [] : cards;
}

/** A word as it is compared: without signs, capitals and accents. */
function bare(word) {
  return word.normalize("NFD").replace(/[^\p{L}\p{N}]/gu, "").toLowerCase();
}

/** Those of the words that stand on some page. For one that stands on none, Pagefind finds what begins like it, down to
    one letter: "brother" would find B. */
async function standing(own, told) {
  const stands = async (word) => {
    if (word.length < BEGINNING) return true;
    const { results } = await own.search(word);
    if (!results.length) return false;
    const { excerpt } = await results[0].data();
    const one = bare(word);
    // Any of the words found: the first can be another form ("detacheert" for "gedetacheerd").
    return [...excerpt.matchAll(/<mark>(.*?)<\/mark>/g)].some(([, hit]) => {
      const other = bare(hit);
      const length = Math.min(BEGINNING, one.length, other.length);
      return length >= BEGINNING - 1 && one.slice(0, length) === other.slice(0, length);
    });
  };
  const known = await Promise.all(told.map(stands));
  const left = told.filter((_, at) => known[at]);
  return left.length ? left : told;
}

/** The pages that have all words; if those are few, then the pages that have some, the more the better. Guides come
    first, the pages for who checks us last. */
async function find(query) {
  const own = await engine();
  const cards = cardsAlone(query);
  const told = await standing(own, telling(query));
  const found = [];
  for (const filters of [{ not: { kind: "reference" } }, { kind: "reference" }]) {
    if (cards.length) {
      found.push(...(await aboutCards(own, cards, filters)));
      continue;
    }
    const all = (await own.search(told.join(" "), { filters })).results;
    found.push(...all);
    if (told.length > 1 && all.length < FEW) found.push(...(await withSome(own, told, filters, all)));
  }
  return found;
}

/** The pages that name the cards, first those that do so in their title, then in their search words, then in headings. */
async function aboutCards(own, cards, filters) {
  const seen = new Map();
  for (const name of cards) {
    for (const [at, weight] of NAMED_AT) {
      const { results } = await own.search(`card${at}${name.toLowerCase().replace("+", "plus")}q`, { filters });
      for (const one of results) {
        const before = seen.get(one.id) ?? { one, score: 0 };
        seen.set(one.id, { one, score: before.score + weight });
      }
    }
  }
  return [...seen.values()].sort((a, b) => b.score - a.score).map(({ one }) => one);
}

async function withSome(own, told, filters, known) {
  const seen = new Map();
  for (const word of told) {
    const { results } = await own.search(word, { filters });
    const rare = Math.log(1 + PAGES / results.length);
    for (const one of results) {
      const before = seen.get(one.id) ?? { one, score: 0 };
      seen.set(one.id, { one, score: before.score + rare * (1 + Math.log1p(one.score)) });
    }
  }
  for (const one of known) seen.delete(one.id);
  return [...seen.values()].sort((a, b) => b.score - a.score).map(({ one }) => one);
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
    const found = await find(query);
    const shown = await Promise.all(found.slice(0, MOST).map((result) => result.data()));
    if (mine !== latest) return;
    const count = shown.length;
    const form = count === 0 ? words.nothing : count === 1 ? words.one : words.other;
    status.textContent = form.replace("{count}", count).replace("{query}", query);
    const entries = shown.map((page) => entry(page, cardsAlone(query)));
    entries.splice(START_AFTER, 0, document.getElementById("search-start").content.cloneNode(true));
    list.replaceChildren(...entries);
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
