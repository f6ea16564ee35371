// Lists of work: J and K walk through the rows, Enter opens; texts for a chat are copied with one button.
// Without this file every link works and the text is selected by hand.
// What is marked data-later is fetched when the page stands, and comes in the place of its link.

const rows = () => [...document.querySelectorAll("[data-item]")].filter((row) => row.offsetParent !== null);
const typing = (target) => target instanceof Element && target.closest("input, textarea, select") !== null;

document.addEventListener("keydown", (event) => {
  if (event.isComposing || event.ctrlKey || event.altKey || event.metaKey || typing(event.target)) return;
  const by = { KeyJ: 1, KeyK: -1 }[event.code];
  if (!by) return;
  const all = rows();
  const at = all.findIndex((row) => row.contains(document.activeElement));
  const row = all[at < 0 ? (by > 0 ? 0 : all.length - 1) : Math.min(all.length - 1, Math.max(0, at + by))];
  if (!row) return;
  event.preventDefault();
  row.querySelector("a").focus({ preventScroll: true });
  row.scrollIntoView({ block: "nearest" });
});

for (const button of document.querySelectorAll("[data-copy]")) {
  const text = document.getElementById(button.dataset.copy);
  const said = button.querySelector("span");
  const word = said.textContent;
  button.hidden = false;
  button.parentElement.querySelector(".hint").hidden = true;
  button.addEventListener("click", async () => {
    text.select();
    try {
      // Only over HTTPS; elsewhere the old way copies what is selected.
      if (navigator.clipboard) await navigator.clipboard.writeText(text.value);
      else document.execCommand("copy");
      said.textContent = button.dataset.done;
      setTimeout(() => { said.textContent = word; }, 4000);
    } catch {
      text.focus();
    }
  });
}

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

for (const place of document.querySelectorAll("[data-later]")) {
  fetch(place.dataset.later, { credentials: "same-origin" })
    .then((answer) => (answer.ok && !answer.redirected ? answer.text() : Promise.reject(new Error(answer.statusText))))
    .then((text) => place.replaceChildren(...new DOMParser().parseFromString(text, "text/html").body.children))
    .catch(() => {}); // the link stays
}
