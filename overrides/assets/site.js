// Small conveniences. Every page works without this file.
const texts = document.currentScript.dataset;
const root = document.documentElement;

// Colours: the button goes from "as the device" to light to dark; only a choice is stored.
const button = document.querySelector(".scheme");
const order = ["auto", "light", "dark"];

function showScheme(scheme) {
  if (scheme === "auto") delete root.dataset.scheme;
  else root.dataset.scheme = scheme;
  button.querySelector(".scheme__text").textContent = button.dataset[scheme];
  button.title = button.dataset[scheme];
}

if (button) {
  showScheme(root.dataset.scheme || "auto");
  button.hidden = false;
  button.addEventListener("click", () => {
    const next = order[(order.indexOf(root.dataset.scheme || "auto") + 1) % order.length];
    showScheme(next);
    try {
      if (next === "auto") localStorage.removeItem("kc-scheme");
      else localStorage.setItem("kc-scheme", next);
    } catch {
      // Storage is closed: the choice lasts as long as the page.
    }
  });
}

// Menu on narrow screens: Escape closes it.
const menu = document.querySelector(".menu--narrow");
menu?.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || !menu.open) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});

// Tables wider than the page scroll by themselves; the keyboard must reach them.
const wide = new ResizeObserver((entries) => {
  for (const { target } of entries) {
    if (target.scrollWidth <= target.clientWidth) {
      for (const name of ["tabindex", "role", "aria-label"]) target.removeAttribute(name);
      continue;
    }
    target.tabIndex = 0;
    target.setAttribute("role", "region");
    target.setAttribute("aria-label", target.dataset.name);
  }
});
document.querySelectorAll(".md-typeset table").forEach((table, index) => {
  let frame = table.closest(".table-wrap");
  if (!frame) {
    frame = document.createElement("div");
    frame.className = "table-wrap";
    table.replaceWith(frame);
    frame.append(table);
  }
  const heading = table.querySelector("caption, th");
  frame.dataset.name = `${texts.table} ${index + 1}: ${heading ? heading.textContent.trim() : ""}`;
  wide.observe(frame);
});

// Contents list: open on wide screens, folded on narrow ones.
const contents = document.querySelector(".toc details");
if (contents) {
  const roomy = matchMedia("(min-width: 64rem)");
  const fold = () => { contents.open = roomy.matches; };
  roomy.addEventListener("change", fold);
  fold();
}

// Search: show the kind of page with each result, and give the focus back to the button that opened it.
// The window is made here, because it must know our words before it draws itself.
customElements.whenDefined("pagefind-modal").then(() => {
  window.PagefindComponents.getInstanceManager().getInstance("default").setTranslations({
    search_label: texts.dialog,
    input_hint: texts.live,
    clear_search: texts.clear,
    keyboard_navigate: texts.move,
    keyboard_clear: texts.close, // Escape closes the window
    keyboard_close: texts.close,
  });
  const modal = document.createElement("pagefind-modal");
  modal.setAttribute("reset-on-close", "");
  document.body.append(modal);
  modal.querySelector("dialog").setAttribute("aria-label", texts.dialog);
  modal.querySelector("pagefind-input").setAttribute("placeholder", texts.placeholder);
  modal.querySelector("pagefind-summary").setAttribute("default-message", texts.hint);
  modal.querySelector("pagefind-results").resultTemplate = (result) => {
    const item = document.createElement("li");
    item.className = "result";
    const link = document.createElement("a");
    link.href = result.meta.url || result.url;
    link.textContent = result.meta.title;
    const kind = document.createElement("span");
    kind.className = "result__kind";
    kind.textContent = result.meta.kind || "";
    const excerpt = document.createElement("p");
    // The excerpt is made by the search index: escaped text with <mark>. Where nothing in it is marked,
    // the page was found by another name, and its description says more.
    if (result.excerpt.includes("<mark") || !result.meta.description) excerpt.innerHTML = result.excerpt;
    else excerpt.textContent = result.meta.description;
    item.append(kind, link, excerpt);
    return item;
  };
  let before = null;
  document.addEventListener("click", (event) => {
    const button = event.isTrusted && event.target.closest("pagefind-modal-trigger button");
    if (button) before = button;
  }, true);
  document.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "k") return;
    before = document.activeElement === document.body ? null : document.activeElement;
  }, true);
  modal.addEventListener("close", () => setTimeout(() => {
    modal.querySelector("input").value = "";
    before?.focus();
  }), true);
});
