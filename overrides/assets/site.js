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
