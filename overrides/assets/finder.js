// Narrows a list down by words and facets, and keeps what was chosen in the address.
// Without this file the list is whole. Nothing is stored; words come from the page.
const STEP = 60; // cards shown at once: more than anybody reads, few enough to stay quick

const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

// What a list of cards says: its items with their values, and its facets in the order of the page.
export function read(form) {
  const facets = [...form.querySelectorAll("[data-facet]")].map((group) => ({
    key: group.dataset.facet,
    every: "every" in group.dataset,
    column: group.dataset.column,
    group,
    choices: [...group.querySelectorAll("input")].map((input) => ({
      key: input.value,
      input,
      line: input.closest("li"),
      label: input.nextElementSibling.textContent,
      count: input.closest("label").querySelector("small"),
    })),
  }));
  const items = [...form.querySelector(".finder__list").children].map((element, place) => {
    const link = element.querySelector("h2 a, h3 a");
    return { element, place, link, values: valuesOf(element), date: element.dataset.date, href: link.getAttribute("href") };
  });
  return { facets, items };
}

// The values of an item by facet.
function valuesOf(element) {
  const values = new Map();
  for (const word of element.dataset.values.split(" ").filter(Boolean)) {
    const [facet, value] = word.split(":");
    if (!values.has(facet)) values.set(facet, []);
    values.get(facet).push(value);
  }
  return values;
}

// Reads the words of an item when they are first asked for.
function words(item) {
  item.words ??= fold(item.element.textContent);
  return item.words;
}

// The items that a selection leaves, and for each facet how many items each value would leave.
export function select({ facets, items }, state) {
  const asked = fold(state.get("q") || "").split(/\s+/).filter(Boolean);
  const chosen = facets.map((facet) => new Set(state.getAll(facet.key)));
  const counts = facets.map(() => new Map());
  const shown = [];
  for (const item of items) {
    if (asked.length && !asked.every((word) => words(item).includes(word))) continue;
    let failed = -1;
    let failures = 0;
    for (let index = 0; index < facets.length && failures < 2; index += 1) {
      if (!chosen[index].size || fits(item, facets[index], chosen[index])) continue;
      failed = index;
      failures += 1;
    }
    if (failures > 1) continue;
    if (!failures) shown.push(item);
    for (let index = 0; index < facets.length; index += 1) {
      // Values of a facet of which any will do are counted as if nothing in that facet were chosen.
      if (failures && (index !== failed || facets[index].every)) continue;
      for (const value of item.values.get(facets[index].key) || []) {
        counts[index].set(value, (counts[index].get(value) || 0) + 1);
      }
    }
  }
  return { shown: sorted(shown, items, state.get("sort")), counts };
}

function fits(item, facet, chosen) {
  const values = item.values.get(facet.key) || [];
  return facet.every ? [...chosen].every((value) => values.includes(value)) : values.some((value) => chosen.has(value));
}

const collator = new Intl.Collator(document.documentElement.lang);

// Gives every item its place in the alphabet, once: comparing names is slow.
function rank(items) {
  const names = new Map(items.map((item) => [item, item.link.textContent]));
  [...items].sort((a, b) => collator.compare(names.get(a), names.get(b))).forEach((item, place) => { item.rank = place; });
}

function sorted(items, all, order) {
  if (order === "name") {
    if (all.length && all[0].rank === undefined) rank(all);
    return items.sort((a, b) => a.rank - b.rank);
  }
  if (order !== "oldest") return items;
  // What has no date is last in every order.
  return items.sort((a, b) => (a.date ? 0 : 1) - (b.date ? 0 : 1) || (a.date < b.date ? -1 : a.date > b.date ? 1 : a.place - b.place));
}

// Does the slow things of a long list while nobody waits: the first letter or order asked for is then quick.
function prepare({ items }) {
  const later = window.requestIdleCallback || ((work) => setTimeout(() => work({ timeRemaining: () => 8 }), 50));
  let next = 0;
  const work = (left) => {
    while (next < items.length && left.timeRemaining() > 2) words(items[next++]);
    if (next < items.length) later(work);
    else if (items[0]?.rank === undefined) later(() => rank(items));
  };
  later(work);
}

// The choices that a form or an address holds, without those that say nothing.
export function stateOf(pairs) {
  return new URLSearchParams([...pairs].filter(([, value]) => value));
}

function start(form) {
  const list = read(form);
  const $ = (name) => form.querySelector(`.finder__${name}`);
  const [results, more, count] = [$("list"), $("more"), $("count")];
  const roomy = matchMedia("(min-width: 64rem)");
  let table = null;
  let found = [];
  let room = STEP;

  const stateNow = () => stateOf(new FormData(form));

  function fill(state) {
    form.elements.q.value = state.get("q") || "";
    if (form.elements.sort) form.elements.sort.value = state.get("sort") || "";
    form.elements.view.value = state.get("view") || "";
    for (const facet of list.facets) {
      const chosen = new Set(state.getAll(facet.key));
      for (const choice of facet.choices) choice.input.checked = chosen.has(choice.key);
    }
  }

  function show(state) {
    const { shown, counts } = select(list, state);
    found = shown;
    list.facets.forEach((facet, index) => {
      for (const choice of facet.choices) {
        const left = counts[index].get(choice.key) || 0;
        if (choice.left !== left) choice.count.textContent = String(left);
        choice.left = left;
        choice.line.hidden = !left && !choice.input.checked;
      }
    });
    const chosen = list.facets.reduce((sum, facet) => sum + state.getAll(facet.key).length, 0);
    $("chosen").textContent = chosen ? `(${chosen})` : "";
    $("clear").disabled = !chosen && !state.get("q");
    count.textContent = shown.length
      ? count.dataset.count.replace("{shown}", shown.length).replace("{total}", list.items.length)
      : count.dataset.none;
    paint(state);
  }

  function paint(state) {
    const tail = new URLSearchParams(state);
    tail.delete("view");
    const query = tail.size ? `?${tail}` : "";
    const part = found.slice(0, room);
    for (const item of part) {
      const [path, anchor = ""] = item.href.split("#");
      item.link.href = path + query + (anchor && `#${anchor}`);
    }
    const asTable = state.get("view") === "table";
    table?.remove();
    table = asTable ? tabulate(part) : null;
    if (table) results.after(table);
    results.hidden = asTable;
    if (!asTable) results.replaceChildren(...part.map((item) => item.element));
    more.hidden = found.length <= room;
  }

  const columns = list.facets.filter((facet) => facet.column);
  const dated = list.items.some((item) => item.date);
  const labels = (item, facet) => {
    const values = item.values.get(facet.key) || [];
    return facet.choices.filter((choice) => values.includes(choice.key)).map((choice) => choice.label);
  };

  function tabulate(items) {
    const frame = document.createElement("div");
    frame.className = "table-wrap";
    frame.tabIndex = 0;
    frame.setAttribute("role", "region");
    frame.setAttribute("aria-label", form.getAttribute("aria-label"));
    const made = frame.appendChild(document.createElement("table"));
    const head = made.createTHead().insertRow();
    const names = [results.dataset.name, ...columns.map((facet) => facet.column), ...(dated ? [results.dataset.date] : [])];
    for (const name of names) {
      const cell = head.appendChild(document.createElement("th"));
      cell.scope = "col";
      cell.textContent = name;
    }
    const body = made.createTBody();
    for (const item of items) {
      const row = body.insertRow();
      const name = row.appendChild(document.createElement("th"));
      name.scope = "row";
      name.append(item.link.cloneNode(true));
      for (const facet of columns) row.insertCell().textContent = labels(item, facet).join(", ");
      if (dated) row.insertCell().textContent = item.date;
    }
    return frame;
  }

  // A comma-separated file of the whole selection, in the order of the page (RFC 4180, UTF-8 with mark).
  function download() {
    const safe = (text) => `"${text.replace(/^['=+\-@\t\r]/, "'$&").replaceAll('"', '""')}"`;
    const address = (item) => new URL(item.href, location.href).href;
    const rows = found.map((item) => [
      item.link.textContent, ...list.facets.map((facet) => labels(item, facet).join("; ")), item.date, address(item),
    ]);
    const head = list.facets.map((facet) => facet.group.closest("details").querySelector("summary").textContent.trim());
    rows.unshift([results.dataset.name, ...head, results.dataset.date, results.dataset.link]);
    const text = rows.map((row) => row.map(safe).join(",")).join("\r\n");
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([`\ufeff${text}\r\n`], { type: "text/csv" }));
    link.download = `${form.dataset.finder}.csv`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href));
  }

  function remember(state, replace) {
    const address = state.size ? `?${state}` : location.pathname;
    history[replace ? "replaceState" : "pushState"]({ room }, "", address);
  }

  let typing = 0;
  form.addEventListener("input", (event) => {
    room = STEP;
    const state = stateNow();
    show(state);
    const words = event.target.name === "q";
    remember(state, words && typing > performance.now() - 2000);
    if (words) typing = performance.now();
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  more.addEventListener("click", () => {
    const first = found[room];
    room += STEP;
    const state = stateNow();
    paint(state);
    history.replaceState({ room }, "");
    (table ? table.querySelectorAll("tbody a")[room - STEP] : first.link)?.focus();
  });
  $("clear").addEventListener("click", () => {
    fill(new URLSearchParams({ sort: form.elements.sort?.value || "", view: form.elements.view.value }));
    room = STEP;
    const state = stateNow();
    show(state);
    remember(state);
    form.elements.q.focus();
  });
  $("csv").addEventListener("click", download);

  function restore() {
    room = history.state?.room || STEP;
    fill(new URLSearchParams(location.search));
    show(stateNow());
  }
  addEventListener("popstate", restore);
  // What was to come when the page was opened may be over now; the next choice counts it so.
  document.addEventListener("kc-changed", () => {
    for (const item of list.items) item.values = valuesOf(item.element);
  });
  const unfold = () => { $("filters").open = roomy.matches; };
  roomy.addEventListener("change", unfold);
  unfold();
  restore();
  prepare(list);
}

// A page that was opened from a selection leads to the ones before and after it in that selection.
async function follow(nav) {
  const state = stateOf(new URLSearchParams(location.search));
  if (!state.size) return;
  const address = new URL(nav.dataset.list, location.href);
  const answer = await fetch(address);
  if (!answer.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const form = page.querySelector("form.finder");
  if (!form) return;
  const { shown } = select(read(form), state);
  const here = shown.findIndex((item) => new URL(item.href, address).pathname === location.pathname);
  if (here < 0) return;
  const put = (name, item) => {
    const link = nav.querySelector(`[rel=${name}]`);
    link.hidden = !item;
    if (!item) return;
    link.href = `${new URL(item.href, address).pathname}?${state}`;
    link.querySelector(".neighbours__title").textContent = item.link.textContent;
  };
  put("prev", shown[here - 1]);
  put("next", shown[here + 1]);
  nav.querySelector(".neighbours__all").href = `${address.pathname}?${state}`;
  nav.querySelector(".neighbours__place").textContent = nav.dataset.count.replace("{shown}", here + 1).replace("{total}", shown.length);
  nav.hidden = false;
}

const form = document.querySelector("form.finder");
if (form) start(form);
const nav = document.querySelector("nav[data-list]");
if (nav) follow(nav);
