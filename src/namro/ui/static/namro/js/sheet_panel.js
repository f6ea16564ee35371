// What stands below the sheet about the chosen row: rule, year before, note, proof. M goes to the proof, G to the note,
// Esc back to the row. Each panel is fetched when its row is chosen and kept until the row is saved.

const panel = document.querySelector("[data-panel]");
const wide = window.matchMedia("(min-width: 821px)");
const kept = new Map();
let node = "";
let wanted = 0;
let shown = "";

if (panel) {
  panel.hidden = !wide.matches; // its place is kept from the start, so that rows do not jump
  document.addEventListener("row-chosen", ({ detail }) => {
    if (!wide.matches || detail.node === node) return;
    node = detail.node;
    clearTimeout(wanted);
    wanted = setTimeout(() => show(detail.node, detail.url), kept.has(node) ? 0 : 120);
  });
  document.addEventListener("sheet-saved", ({ detail }) => {
    Object.keys(detail.rows).forEach((one) => kept.delete(one));
    const here = panel.contains(document.activeElement);
    const url = document.getElementById(`r-${node}`)?.dataset.url;
    if ((detail.rows[node] || shown !== node) && !here && url) show(node, url);
  });
  document.addEventListener("want-note", () => panel.querySelector("#panel-e")?.focus());
  document.addEventListener("want-proof", () => panel.querySelector("[data-proof-link]")?.focus());
  document.addEventListener("clash-settled", ({ detail }) => {
    const field = panel.querySelector(`[name="${CSS.escape(detail.name)}"]`);
    if (field && field.type !== "checkbox") field.value = detail.value;
    kept.delete(detail.clash.node);
  });
  panel.addEventListener("change", (event) => {
    const field = event.target.closest("[data-field]");
    if (!field) return;
    const value = field.type === "checkbox" ? (field.checked ? "1" : "") : field.value;
    document.dispatchEvent(new CustomEvent("cell-typed", { detail: { name: field.name, node, value } }));
  });
  panel.addEventListener("keydown", (event) => {
    if (event.code !== "Escape" || event.isComposing) return;
    document.getElementById(`r-${node}`)?.querySelector("[data-cell]")?.focus();
    event.preventDefault();
  });
}

async function show(which, url) {
  if (!kept.has(which)) {
    try {
      const answer = await fetch(`${url}?khung=1`, { credentials: "same-origin" });
      if (answer.ok && !answer.redirected) kept.set(which, await answer.text());
    } catch {
      // No connection: the row itself stays usable.
    }
  }
  if (which !== node) return;
  shown = kept.has(which) ? which : "";
  const page = new DOMParser().parseFromString(kept.get(which) || "", "text/html");
  panel.replaceChildren(...page.body.childNodes);
  panel.hidden = false;
  document.querySelector(".g tr.on")?.scrollIntoView({ block: "nearest" });
}
