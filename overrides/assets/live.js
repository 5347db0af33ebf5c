// Says where each date stands: not open yet, open, closing, closed; to come, today, past. The page carries the
// instants at which that changes; here is only who reads it when. Without this file the dates stand there in words.
const texts = document.querySelector('script[src*="/live."]');
const HOUR = 3600000;
const DAY = 24 * HOUR;
const plural = new Intl.PluralRules(document.documentElement.lang);
const number = new Intl.NumberFormat(document.documentElement.lang);
const calendar = new Intl.DateTimeFormat("en", { timeZone: "Europe/Brussels", year: "numeric", month: "numeric", day: "numeric" });

// Days are counted on the calendar of Brussels, wherever the reader is.
function today(now) {
  const parts = Object.fromEntries(calendar.formatToParts(now).map(({ type, value }) => [type, Number(value)]));
  return Date.UTC(parts.year, parts.month - 1, parts.day);
}

// "not-yet 2027-02-28T23:00:00Z open 2027-03-15T12:30:00Z closed": states with the instants between them.
const marks = [...document.querySelectorAll("[data-states]")].map((element) => {
  const [first, ...rest] = element.dataset.states.split(" ");
  const changes = [{ at: -Infinity, state: first }];
  for (let place = 0; place < rest.length; place += 2) changes.push({ at: Date.parse(rest[place]), state: rest[place + 1] });
  return { element, changes, day: Date.parse(element.dataset.day) };
});
const items = [...document.querySelectorAll("[data-until]")].map((element) => ({ element, until: Date.parse(element.dataset.until) }));

function words(state, days) {
  const text = texts.getAttribute(`data-${state}`) ?? texts.getAttribute(`data-${state}-${plural.select(days)}`);
  return text.replace("{count}", number.format(days));
}

// What a date is of: the heading or link beside it, else the page.
function subject(element) {
  const near = element.closest(".card, .link-list > li")?.querySelector("a") ?? document.querySelector("h1");
  return near.textContent.trim();
}

// A change under the reader's eyes is told once; what stands there from the start is read with the page.
const told = document.createElement("p");
told.className = "visually-hidden";
told.setAttribute("role", "status");
document.body.append(told);

let timer;
function update(begun) {
  clearTimeout(timer);
  const now = Date.now();
  // A day begins in Brussels at a whole hour everywhere, so that is often enough for the count of days.
  let next = (Math.floor(now / HOUR) + 1) * HOUR;
  const changed = new Set();
  for (const { element, changes, day } of marks) {
    const { state } = changes.findLast(({ at }) => at <= now);
    for (const { at } of changes) if (at > now && at < next) next = at;
    const text = words(state, Math.round((day - today(now)) / DAY));
    if (begun && element.dataset.state !== state) changed.add(`${subject(element)}: ${text}`);
    if (element.textContent !== text) element.textContent = text;
    element.dataset.state = state;
  }
  for (const { element, until } of items) {
    if (until <= now) element.dataset.values = element.dataset.then;
    else if (until < next) next = until;
  }
  if (changed.size) {
    told.textContent = [...changed].join(". ");
    document.dispatchEvent(new Event("kc-changed")); // a list reads the values of its items again
  }
  timer = setTimeout(update, next - now, true);
}

update(false);
document.addEventListener("visibilitychange", () => { if (!document.hidden) update(true); });
addEventListener("pageshow", (event) => { if (event.persisted) update(true); });
