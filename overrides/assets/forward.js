// Adds buttons that copy a text to the clipboard. Without this file the text can be selected.
const words = document.querySelector('script[src*="/forward."]').dataset;

document.querySelectorAll("[data-copy]").forEach((source) => {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "copy";
  button.textContent = words[source.dataset.copy];
  button.setAttribute("aria-describedby", source.dataset.of);
  const said = document.createElement("span");
  said.className = "copy__said";
  said.setAttribute("role", "status");
  const line = document.createElement("p");
  line.className = "copy__line";
  line.append(button, " ", said);
  source.after(line);
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(source.textContent);
      said.textContent = words.copied;
    } catch {
      // Not over https, or not allowed: the reader copies what is selected.
      getSelection().selectAllChildren(source);
      said.textContent = words.selected;
    }
  });
});
