// Runs before the first paint: says that script works and applies the colours a visitor chose earlier.
document.documentElement.classList.replace("no-js", "js");
try {
  const scheme = localStorage.getItem("kc-scheme");
  if (scheme === "light" || scheme === "dark") document.documentElement.dataset.scheme = scheme;
} catch {
  // Storage is closed: the colours of the device stay.
}
