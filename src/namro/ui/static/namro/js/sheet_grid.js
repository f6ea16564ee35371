// The sheet as a grid: one cell at a time is in the order of Tab; arrows and Enter walk, Esc brings the saved value
// back, Alt and an arrow jump from domain to domain. Sums, total and counts follow every answer of the server.

const form = document.querySelector("[data-sheet]");
const table = document.querySelector("[data-grid]");
const typing = (event) => event.isComposing || event.ctrlKey || event.metaKey;
const row = (element) => element.closest("tr[data-row]");
const cells = () => [...table.querySelectorAll("[data-cell]")];
const saved = new Map();
let current = null;
let editing = false;

if (table) {
  table.setAttribute("role", "grid");
  table.querySelectorAll("tbody a").forEach((link) => { link.tabIndex = -1; });
  for (const cell of cells()) {
    cell.tabIndex = -1;
    if (cell.matches("input")) saved.set(row(cell).dataset.row, cell.value);
    else cell.closest("td").setAttribute("aria-readonly", "true");
  }
  const first = cells().find((cell) => cell.matches("input") && !cell.value) || cells()[0];
  const target = location.hash ? document.getElementById(decodeURIComponent(location.hash.slice(1))) : null;
  choose(target?.querySelector("[data-cell]") || first, false);
  watchDomains();
}

function choose(cell, focus = true) {
  if (!cell) return;
  if (current) {
    current.tabIndex = -1;
    row(current).classList.remove("on");
  }
  current = cell;
  editing = false;
  cell.tabIndex = 0;
  row(cell).classList.add("on");
  if (focus) {
    cell.focus({ preventScroll: true });
    row(cell).scrollIntoView({ block: "nearest" });
    if (cell.matches("input")) cell.select();
  }
  document.dispatchEvent(new CustomEvent("row-chosen", { detail: { node: row(cell).dataset.row, url: row(cell).dataset.url, focus } }));
}

function commit(cell) {
  if (!cell.matches("input")) return;
  const node = row(cell).dataset.row;
  const value = cell.value.trim();
  if (value === saved.get(node)) return;
  saved.set(node, value);
  cell.classList.add("unsaved");
  document.dispatchEvent(new CustomEvent("cell-typed", { detail: { name: cell.name, node, value } }));
}

function step(by) {
  const all = cells();
  const next = all[all.indexOf(current) + by];
  commit(current);
  if (next) choose(next);
}

// The first cell of the domain before or after the one that the current row is in.
function jump(by) {
  const heads = [...table.querySelectorAll("tr[data-head]")];
  const rows = [...table.querySelectorAll("tbody tr")];
  const here = heads.filter((head) => rows.indexOf(head) < rows.indexOf(row(current))).length - 1;
  const head = heads[here + by];
  commit(current);
  if (!head) return;
  const from = rows.indexOf(head);
  choose(rows.slice(from).find((one) => one.dataset.row)?.querySelector("[data-cell]"));
  head.scrollIntoView({ block: "start" });
}

const KEYS = {
  ArrowUp: () => step(-1),
  ArrowDown: () => step(1),
  F2: () => { editing = true; current.setSelectionRange?.(current.value.length, current.value.length); },
  Escape: () => { if (current.matches("input")) { current.value = saved.get(row(current).dataset.row); current.select(); } },
  KeyM: () => document.dispatchEvent(new Event("want-proof")),
  KeyG: () => document.dispatchEvent(new Event("want-note")),
};

table?.addEventListener("keydown", (event) => {
  if (typing(event) || !event.target.closest("[data-cell]")) return;
  const up = event.code === "ArrowUp" || event.code === "ArrowDown";
  let done = true;
  if (event.altKey && up) jump(event.code === "ArrowUp" ? -1 : 1);
  else if (event.altKey) done = false;
  else if (event.key === "?") document.querySelector("[data-keys]").click();
  else if (event.code === "Enter" || event.code === "NumpadEnter") {
    if (event.target.matches("a")) return;
    step(event.shiftKey ? -1 : 1);
  } else if (KEYS[event.code] && !event.shiftKey) KEYS[event.code]();
  else done = false;
  if (done) event.preventDefault();
});

table?.addEventListener("focusin", (event) => {
  const cell = event.target.closest("[data-cell]");
  if (cell && cell !== current) {
    choose(cell, false);
    if (cell.matches("input") && !editing) cell.select();
  }
});
table?.addEventListener("focusout", (event) => { if (event.target.matches("input[data-cell]")) commit(event.target); });
table?.addEventListener("click", (event) => {
  const cure = event.target.closest("button[name^='u.']");
  const there = row(event.target);
  if (cure) {
    event.preventDefault();
    const cell = there.querySelector("[data-cell]");
    cell.value = cure.value;
    choose(cell);
    commit(cell);
  } else if (there && !event.target.closest("a, input, button")) choose(there.querySelector("[data-cell]"));
});
form?.addEventListener("submit", (event) => event.preventDefault());

document.addEventListener("sheet-saved", ({ detail }) => {
  for (const [node, cell] of Object.entries(detail.rows)) show(node, cell, detail.waiting.includes(`p.${node}`));
});

document.addEventListener("sheet-sums", ({ detail }) => {
  for (const [node, sum] of Object.entries(detail.sums)) showSum(node, sum);
  for (const [name, count] of Object.entries(detail.counts)) {
    const tab = document.querySelector(`[data-filter="${name}"] b`);
    if (tab) tab.textContent = count;
  }
  showTotal(detail.total);
});

function put(place, text, css) {
  if (!place) return;
  place.textContent = text;
  if (css !== undefined) place.className = css;
}

// What was typed since stays: in the cell that is being edited, and where a newer value waits to be sent.
function show(node, cell, waits) {
  const there = document.getElementById(`r-${node}`);
  const input = there?.querySelector("input[data-cell]");
  if (!input || waits) return;
  const typed = document.activeElement === input && input.value.trim() !== saved.get(node);
  saved.set(node, cell.text);
  if (!typed) {
    const all = document.activeElement === input && input.selectionEnd - input.selectionStart === input.value.length;
    input.value = cell.text;
    if (all) input.select();
  }
  input.placeholder = cell.hint;
  input.classList.remove("unsaved");
  put(there.querySelector("[data-diff]"), cell.difference, cell.way);
  fault(there, cell.message, cell.cures, cell.fault);
}

function fault(there, message, cures = [], whole = message) {
  const place = there.querySelector("[data-fault]");
  const input = there.querySelector("input[data-cell]");
  const words = document.createElement("span");
  Object.assign(words, { className: "ell", textContent: message, title: whole });
  place.replaceChildren(...(message ? [document.querySelector("template[data-alert]").content.cloneNode(true), words] : []));
  for (const cure of cures) {
    const button = document.createElement("button");
    Object.assign(button, { className: "linkish", name: `u.${there.dataset.row}`, value: cure, textContent: `${form.dataset.use} ${cure}` });
    place.append(" · ", button);
  }
  there.classList.toggle("wrong", Boolean(message));
  if (message) input.setAttribute("aria-invalid", "true");
  else input.removeAttribute("aria-invalid");
}

function showSum(node, sum) {
  const there = document.getElementById(`r-${node}`);
  if (there) {
    put(there.querySelector("[data-points]"), sum.points);
    put(there.querySelector("[data-diff]"), sum.difference, sum.way);
  }
  const domain = document.querySelector(`[data-domain="${CSS.escape(node)}"]`);
  if (!domain) return;
  put(domain.querySelector("[data-points]"), sum.points);
  domain.querySelector("[data-share]").setAttribute("width", sum.share);
  const empty = domain.querySelector("[data-empty]");
  put(empty, sum.empty ? empty.dataset.words.replace("{n}", sum.empty) : "");
}

let announced = 0;
let announcing = 0;

function showTotal(total) {
  for (const name of ["points", "most", "band", "rest"]) put(document.querySelector(`[data-total=${name}]`), total[name]);
  document.querySelector(".meter5 [data-share]").setAttribute("width", total.share);
  // At most every two seconds: who hears the page types faster than sentences are said.
  clearTimeout(announcing);
  const wait = Math.max(400, announced + 2000 - Date.now());
  announcing = setTimeout(() => {
    announced = Date.now();
    document.querySelector("[data-said]").textContent = total.sentence;
  }, wait);
}

document.addEventListener("cell-refused", ({ detail }) => {
  const there = document.getElementById(`r-${detail.node}`);
  if (!there?.querySelector("input[data-cell]")) return;
  fault(there, detail.message);
  there.querySelector("input[data-cell]").classList.remove("unsaved");
});

document.addEventListener("cell-clash", ({ detail }) => {
  const there = document.getElementById(`r-${detail.clash.node}`);
  const pattern = document.querySelector("template[data-clash]");
  if (!there) return;
  document.getElementById(`clash-${detail.name}`)?.remove();
  const line = document.createElement("tr");
  const box = document.createElement("td");
  line.id = `clash-${detail.name}`;
  box.colSpan = 9;
  box.append(pattern.content.cloneNode(true));
  line.append(box);
  put(box.querySelector("[data-person]"), detail.clash.person);
  put(box.querySelector("[data-at]"), detail.clash.at);
  put(box.querySelector("[data-theirs]"), detail.clash.theirs);
  put(box.querySelector("[data-own]"), detail.clash.mine);
  there.after(line);
  const input = there.querySelector("input[data-cell]");
  const settle = (value, write) => {
    line.remove();
    if (detail.name.startsWith("p.") && input) {
      input.value = value;
      saved.set(detail.clash.node, value);
      input.classList.remove("unsaved");
    }
    if (!write) show(detail.clash.node, detail.row, false);
    document.dispatchEvent(new CustomEvent("clash-settled", { detail: { ...detail, value, write } }));
    if (write) document.dispatchEvent(new CustomEvent("cell-typed", { detail: { name: detail.name, node: detail.clash.node, value, version: String(detail.clash.version) } }));
    choose(there.querySelector("[data-cell]"));
  };
  box.querySelector("[data-keep]").addEventListener("click", (event) => { event.preventDefault(); settle(detail.clash.theirs_raw, false); });
  box.querySelector("[data-mine]").addEventListener("click", (event) => { event.preventDefault(); settle(detail.sent, true); });
});

// A cell that nobody has left yet is saved before the page goes away.
window.addEventListener("beforeunload", () => { if (current) commit(current); }, { capture: true });
document.addEventListener("visibilitychange", () => { if (document.hidden && current) commit(current); });

// Which domain is being looked at.
function watchDomains() {
  const links = new Map([...document.querySelectorAll("[data-domain]")].map((link) => [link.dataset.domain, link]));
  document.addEventListener("row-chosen", ({ detail }) => {
    let head = document.getElementById(`r-${detail.node}`);
    while (head && head.dataset.head === undefined) head = head.previousElementSibling;
    links.forEach((link, node) => {
      if (node === head?.dataset.sum) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    });
  });
  if (current) choose(current, false);
}

const keys = document.querySelector("[data-keys-box]");
document.querySelector("[data-keys]")?.addEventListener("click", () => keys.showModal());
document.addEventListener("keydown", (event) => {
  if (event.key !== "?" || typing(event) || event.altKey || event.defaultPrevented || keys.open) return;
  if (event.target instanceof Element && event.target.closest("input, textarea, select")) return;
  event.preventDefault();
  keys.showModal();
});
