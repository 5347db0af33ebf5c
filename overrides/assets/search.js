// Search: asks Pagefind for pages in the language of this one and shows them by kind.
// The same form stands on the page of results and in a window that any page can open.
// Nothing is stored but the choice to switch the key "/" off; every word comes from the page.
const root = new URL(import.meta.url.replace(/assets\/.*$/, ""));
const language = document.documentElement.lang;
const BEST = 3; // results before the groups
const GROUP = 5; // results of a kind before "all of them"
const SHORTEST = 2; // letters
// Found out with the questions in tests/browser/questions.yml: a title says what a page is about.
const RANKING = {
  pageLength: 0.1, termFrequency: 0.4, termSaturation: 1.2, termSimilarity: 2,
  metaWeights: { title: 12, names: 12, words: 1.5, description: 3, facts: 0.5, kind: 0, image: 0, url: 0 },
};
// A page about something comes before one that mentions it.
const PRIOR = { guide: 1.3, consultation: 1.2, term: 0.85, news: 0.6, edition: 0.5, theme: 0.6, technology: 0.6, organisation: 0.65 };

let engine;
// Loads the index once, when somebody is about to ask.
function load() {
  const json = (file) => fetch(new URL(`pagefind/${file}.${language}.json`, root)).then((answer) => answer.json());
  engine ??= Promise.all([import(new URL("pagefind/pagefind.js", root)), json("pages"), json("words")]).then(
    async ([pagefind, pages, words]) => {
      await pagefind.options({ baseUrl: "/", excerptLength: 26, ranking: RANKING });
      const kinds = new Map(Object.entries(pages).flatMap(([kind, ids]) => ids.map((id) => [id, kind])));
      return { pagefind, kinds, words: new Set(words.map(fold)) };
    },
  );
  return engine;
}

const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

// Steps from one word to another: letters put in, left out, changed, or two that changed places.
function steps(from, to, most) {
  if (Math.abs(from.length - to.length) > most) return most + 1;
  let [before, row] = [[], [...Array(to.length + 1).keys()]];
  for (let i = 1; i <= from.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= to.length; j += 1) {
      const same = from[i - 1] === to[j - 1];
      next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (same ? 0 : 1));
      if (i > 1 && j > 1 && from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1]) {
        next[j] = Math.min(next[j], before[j - 2] + 1);
      }
    }
    [before, row] = [row, next];
  }
  return row[to.length];
}

// The word of the site that was meant: the word itself, a form of it, else the nearest one.
function meant(word, words) {
  const asked = fold(word);
  if (asked.length < 4 || !/^\p{L}+$/u.test(asked) || words.has(asked)) return word;
  const most = asked.length > 7 ? 2 : 1;
  let [best, least, begins] = [word, most + 1, false];
  for (const other of words) {
    if (other.startsWith(asked)) {
      begins = true; // somebody is still typing, or left an ending out
      if (other.length - asked.length <= 3 && (least || other.length < best.length)) [best, least] = [other, 0];
    } else if (!begins && least) {
      const count = steps(asked, other, least - 1);
      if (count < least) [best, least] = [other, count];
    }
  }
  return begins && least ? word : best;
}

// Results that have every word of the question and, if these are few, those with its telling words.
async function answers(question, stop) {
  const { pagefind, kinds, words } = await load();
  const all = question.split(/\s+/).map((word) => word.replace(/[?!.,;:]+$/, "")).filter(Boolean);
  const telling = all.filter((word) => !stop.has(fold(word)));
  const asked = (telling.length ? telling : all).map((word) => meant(word, words));
  let found = (await pagefind.search(asked.join(" "))).results.map((result) => ({ result, weight: result.score }));
  if (found.length < BEST && asked.length > 1) {
    const whole = new Set(found.map((one) => one.result.id));
    const some = new Map();
    for (const { results } of await Promise.all(asked.map((word) => pagefind.search(word)))) {
      const rare = Math.log(1 + kinds.size / results.length);
      for (const result of results) {
        const one = some.get(result.id) || { result, weight: 0 };
        one.weight += (rare * result.score * (whole.has(result.id) ? 1.5 : 1)) / results[0].score;
        some.set(result.id, one);
      }
    }
    found = [...some.values()].sort((one, other) => other.weight - one.weight).slice(0, 30);
  }
  const results = found.map(({ result, weight }) => {
    const kind = kinds.get(result.id) || "page";
    return { kind, weight: weight * (PRIOR[kind] || 1), data: () => result.data() };
  });
  results.sort((one, other) => other.weight - one.weight);
  return {
    asked: asked.join(" "),
    mended: asked.some((word) => !fold(question).includes(fold(word).slice(0, -3))),
    results,
  };
}

// The best results, not all of one kind if there are others.
function first(results) {
  const best = [];
  for (const result of results) {
    if (best.length < BEST && best.filter((one) => one.kind === result.kind).length < BEST - 1) best.push(result);
  }
  return best.length < BEST ? results.slice(0, BEST) : best;
}

function start(form, { window: inWindow = false } = {}) {
  const words = form.dataset;
  const names = JSON.parse(words.kinds);
  const stop = new Set(words.stop.split(" "));
  const field = form.elements.q;
  const status = form.querySelector(".search__status");
  const output = form.querySelector(".search__answers");
  const template = form.querySelector(".search__result");
  let turn = 0;
  let kind = "";

  const say = (key, values) => Object.entries(values).reduce(
    (text, [name, value]) => text.replaceAll(`{${name}}`, value), words[key]);
  const number = new Intl.NumberFormat(language);
  const plural = new Intl.PluralRules(language);
  const counted = (count, asked) => say(`count${plural.select(count) === "one" ? "One" : "Other"}`, { number: number.format(count), question: asked });

  function draw(data, own) {
    const item = template.content.cloneNode(true).firstElementChild;
    const put = (name, text) => {
      const part = item.querySelector(`.result__${name}`);
      if (text) part.textContent = text;
      else part.remove();
    };
    const link = item.querySelector("a");
    const { pathname, hash } = new URL((data.meta.url || data.raw_url).replace(/^\//, ""), root);
    link.href = pathname + hash;
    link.textContent = data.meta.title;
    put("kind", names[own]?.one);
    put("facts", data.meta.facts);
    const excerpt = item.querySelector(".result__excerpt");
    // Made by the index: escaped text with <mark>. Where nothing in it is marked, the page was found
    // by another name, and its description says more.
    if (data.excerpt.includes("<mark") || !data.meta.description) excerpt.innerHTML = data.excerpt;
    else excerpt.textContent = data.meta.description;
    return item;
  }

  async function list(results) {
    const found = document.createElement("ol");
    found.className = "search__list";
    found.append(...await Promise.all(results.map(async (result) => draw(await result.data(), result.kind))));
    return found;
  }

  async function section(title, count, results, more) {
    const part = document.createElement("section");
    const heading = part.appendChild(document.createElement("h2"));
    heading.textContent = title;
    if (count) heading.append(" ", Object.assign(document.createElement("small"), { textContent: number.format(count) }));
    part.append(await list(results));
    if (more) part.append(more);
    return part;
  }

  function whole(own, count, asked) {
    if (!words.page) return null;
    const link = document.createElement("a");
    link.className = "search__more";
    link.href = `${words.page}?${new URLSearchParams({ q: asked, kind: own })}`;
    link.textContent = say("all", { number: number.format(count), kind: names[own].many.toLowerCase() });
    return link;
  }

  const nothing = () => [form.querySelector(".search__ways").content.cloneNode(true)];

  async function parts({ results }, asked) {
    if (kind) {
      const own = results.filter((result) => result.kind === kind);
      return own.length ? [await section(names[kind].many, own.length, own.slice(0, 50))] : nothing();
    }
    if (!results.length) return nothing();
    const best = first(results);
    const groups = new Map();
    for (const result of results.filter((one) => !best.includes(one))) {
      if (!groups.has(result.kind)) groups.set(result.kind, []);
      groups.get(result.kind).push(result);
    }
    const found = [section(words.best, 0, best)];
    for (const [own, rest] of groups) {
      const count = results.filter((result) => result.kind === own).length;
      const more = rest.length > GROUP ? whole(own, count, asked) : null;
      found.push(section(names[own].many, count, rest.slice(0, GROUP), more));
    }
    return Promise.all(found);
  }

  // Shows the answers to what stands in the field; an older question never overtakes a newer one.
  async function ask() {
    const asked = field.value.trim();
    const own = (turn += 1);
    if (asked.length < SHORTEST) {
      output.replaceChildren();
      status.textContent = words.hint;
      return;
    }
    output.setAttribute("aria-busy", "true");
    if (!output.children.length) status.textContent = words.busy;
    let found = { asked, results: [] };
    let made = nothing();
    let failed = false;
    try {
      found = await answers(asked, stop);
      made = await parts(found, asked);
    } catch {
      failed = true; // the index did not come
    }
    if (own !== turn) return;
    output.replaceChildren(...made);
    output.setAttribute("aria-busy", "false");
    const count = found.results.length;
    if (failed) status.textContent = words.failed;
    else status.textContent = count ? counted(count, found.mended ? found.asked : asked) : say("none", { question: asked });
    if (count && found.mended) status.textContent += ` ${say("typed", { question: asked })}`;
  }

  let waiting = 0;
  form.addEventListener("input", (event) => {
    if (event.target !== field) return;
    kind = "";
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      ask();
      if (!inWindow) history.replaceState(null, "", field.value ? `?${new URLSearchParams({ q: field.value })}` : location.pathname);
    }, 120);
  });
  field.addEventListener("focus", () => load().catch(() => {}), { once: true });
  form.addEventListener("submit", (event) => {
    if (inWindow && words.page && field.value.trim()) return; // on to the page with all results
    event.preventDefault();
    ask();
  });
  form.addEventListener("keydown", (event) => {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    const stops = [field, ...output.querySelectorAll("a, button")];
    const next = stops[stops.indexOf(document.activeElement) + (event.key === "ArrowDown" ? 1 : -1)];
    if (!stops.includes(document.activeElement) || !next) return;
    event.preventDefault();
    next.focus();
  });

  const slash = form.elements.slash;
  slash.checked = slashOpens();
  slash.addEventListener("change", () => {
    try {
      if (slash.checked) localStorage.removeItem("kc-slash");
      else localStorage.setItem("kc-slash", "off");
    } catch {
      slash.checked = true; // storage is closed: the key stays as it is
    }
  });

  status.textContent = words.hint;
  return {
    field,
    restore() {
      const state = new URLSearchParams(location.search);
      field.value = state.get("q") || "";
      kind = state.get("kind") in names ? state.get("kind") : "";
      return ask();
    },
    clear() {
      field.value = "";
      ask();
    },
  };
}

// WCAG 2.1.4: a key that is a letter or a sign can be switched off.
function slashOpens() {
  try {
    return localStorage.getItem("kc-slash") !== "off";
  } catch {
    return true;
  }
}

const page = document.querySelector("main form.search, #main form.search");
let open;
if (page) {
  const search = start(page);
  search.restore();
  addEventListener("popstate", search.restore);
  open = () => search.field.focus();
} else {
  let search;
  let dialog;
  open = () => {
    if (!dialog) {
      document.body.append(document.querySelector("#search-window").content.cloneNode(true));
      dialog = document.querySelector("dialog.search-window");
      search = start(dialog.querySelector("form"), { window: true });
      dialog.querySelector(".search__close").addEventListener("click", () => dialog.close());
      dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
      dialog.addEventListener("close", () => search.clear());
      // Some browsers only empty the field at the first Escape.
      dialog.addEventListener("keydown", (event) => {
        if (event.key !== "Escape") return;
        event.preventDefault();
        dialog.close();
      });
    }
    if (!dialog.open) dialog.showModal();
    search.field.focus();
  };
}

for (const link of document.querySelectorAll("a[data-search]")) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = link.className;
  button.append(...link.childNodes);
  if (!page) button.setAttribute("aria-haspopup", "dialog");
  button.addEventListener("click", () => open());
  button.addEventListener("pointerenter", () => load().catch(() => {}), { once: true });
  link.replaceWith(button);
}

document.addEventListener("keydown", (event) => {
  const command = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k";
  const alone = event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey && slashOpens();
  const typing = event.target.closest?.("input, select, textarea, [contenteditable]");
  if (!command && !(alone && !typing)) return;
  event.preventDefault();
  open();
});
