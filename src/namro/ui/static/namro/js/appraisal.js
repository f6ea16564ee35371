// The appraiser's table with the keyboard: J K (or arrows) walk the lines, arrows and brackets the files, C H 0 Y decide.
// A line's panel is fetched alone; after a decision the page is put in place of the old one, where it was scrolled to.

const OFF = "namro-phim-tham-dinh";
let lowering = false;
let walking = 0;
let asked = 0;
const root = () => document.querySelector("[data-judge]");
const panel = () => document.querySelector("[data-panel]");
const rows = () => [...document.querySelectorAll(".mx tr[data-url]")];
const here = () => document.querySelector(".mx tr.on");
const wide = window.matchMedia("(min-width: 821px)");
const keysOn = () => localStorage.getItem(OFF) !== "1";

const read = (text) => new DOMParser().parseFromString(text, "text/html");
const sameOrigin = { credentials: "same-origin" };

async function show(url) {
  const mine = ++asked;
  const wanted = new URL(url, location.href);
  wanted.searchParams.set("khung", "1");
  let answer;
  try { answer = await fetch(wanted, sameOrigin); } catch { location.assign(url); return; }
  if (mine !== asked) return;
  if (!answer.ok || answer.redirected) { location.assign(url); return; }
  panel().replaceChildren(...read(await answer.text()).body.childNodes);
  if (mine !== asked) return;
  history.replaceState(null, "", url);
  lowering = false;
  ring();
}

// The mark whose file is shown is ringed.
function ring() {
  document.querySelectorAll(".mk.cur").forEach((mark) => mark.classList.remove("cur"));
  const shown = panel().querySelector(".jp");
  if (!shown || shown.dataset.files === "0") return;
  here()?.querySelector(`.mk[data-item="${CSS.escape(shown.dataset.item)}"]`)?.classList.add("cur");
}

function choose(row) {
  if (!row) return;
  if (!wide.matches) { location.assign(row.dataset.url); return; }
  here()?.querySelector("[aria-current]")?.removeAttribute("aria-current");
  here()?.classList.remove("on");
  row.classList.add("on");
  row.querySelector("a")?.setAttribute("aria-current", "true");
  row.scrollIntoView({ block: "nearest" });
  clearTimeout(walking);
  walking = setTimeout(() => show(row.dataset.url), 60);
}

function step(by) {
  const all = rows();
  choose(all[Math.min(all.length - 1, Math.max(0, all.indexOf(here()) + by))]);
}

function follow(selector) {
  const link = panel().querySelector(selector);
  if (link) show(link.href);
}

async function send(form, button) {
  const body = new FormData(form);
  if (button?.name) body.set(button.name, button.value);
  const top = document.querySelector("[data-scroll]")?.scrollTop || 0;
  root().classList.add("busy");
  let answer;
  try { answer = await fetch(form.action, { ...sameOrigin, method: "POST", body }); } catch {
    root().classList.remove("busy");
    form.dataset.plain = "1";
    form.requestSubmit(button || undefined);
    return;
  }
  const page = read(await answer.text());
  if (!page.querySelector("[data-judge]")) { replaceAll(page, answer.url); return; }
  const told = quietly(page);
  document.querySelector("main").replaceWith(document.adoptNode(page.querySelector("main")));
  document.title = page.title;
  document.querySelector("[data-said]").textContent = told;
  if (answer.redirected) history.replaceState(null, "", here()?.dataset.url || answer.url);
  const scroll = document.querySelector("[data-scroll]");
  if (scroll) scroll.scrollTop = top;
  here()?.scrollIntoView({ block: "nearest" });
  lowering = false;
  panel().querySelector("[role=alert]")?.scrollIntoView({ block: "nearest" });
}

// What was written is said beside the filters: a note above the table would move every row under the eyes.
function quietly(page) {
  const notes = page.querySelector(".msgs");
  if (!notes || notes.querySelector(".bad, .warn")) return "";
  notes.remove();
  return notes.textContent.trim();
}

// Another page than the table came: the two words side by side, or the login.
function replaceAll(page, url) {
  const main = page.querySelector("main");
  if (!main || url.includes("/dang-nhap")) { location.assign(url); return; }
  document.querySelector("main").replaceWith(document.adoptNode(main));
  document.title = page.title;
  main.focus();
}

function lower(on) {
  const box = panel().querySelector("[data-low]");
  if (!box) return;
  lowering = on;
  box.classList.toggle("on", on);
  panel().querySelector("[data-key=KeyH]").classList.toggle("on", on);
}

function cause(digit) {
  const list = panel().querySelector("#nguyen-nhan");
  const found = list && [...list.options].find((one) => one.dataset.key === digit);
  if (!found) return false;
  list.value = found.value;
  const reason = panel().querySelector("#ly-do");
  if (!reason.value.trim() && found.dataset.words) reason.value = found.dataset.words;
  const points = panel().querySelector("#diem");
  (points.value && !reason.value ? reason : points).focus();
  points.select();
  return true;
}

const press = (code) => panel().querySelector(`.key[data-key=${code}]`);

// A question and a zero are nothing without words: the field for them comes first.
function withWords(code) {
  const button = press(code);
  const reason = panel().querySelector("#ly-do");
  if (!button) return;
  if (reason.value.trim()) button.click();
  else {
    panel().querySelectorAll(".key.on").forEach((one) => one.classList.remove("on"));
    button.classList.add("on");
    reason.dataset.then = code;
    reason.focus();
  }
}

const KEYS = {
  KeyC: () => press("KeyC")?.click(),
  KeyG: () => press("KeyG")?.click(),
  KeyH: () => lower(true),
  Digit0: () => withWords("Digit0"),
  Numpad0: () => withWords("Digit0"),
  KeyY: () => withWords("KeyY"),
  KeyJ: () => step(1),
  KeyK: () => step(-1),
  ArrowDown: () => step(1),
  ArrowUp: () => step(-1),
  ArrowLeft: () => follow("[data-cell-step='-1']"),
  ArrowRight: () => follow("[data-cell-step='1']"),
  BracketLeft: () => follow("[data-step='-1']"),
  BracketRight: () => follow("[data-step='1']"),
  Escape: () => lower(false),
};

document.addEventListener("keydown", (event) => {
  if (!root() || event.isComposing || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  const field = event.target instanceof Element && event.target.closest("input, textarea, select, dialog");
  if (field) {
    if (event.code === "Escape" && !field.matches("dialog")) { field.blur(); event.preventDefault(); }
    if (event.code === "Enter" && field.matches("#ly-do") && field.dataset.then && !event.shiftKey && field.value.trim()) {
      event.preventDefault();
      press(field.dataset.then)?.click();
    }
    return;
  }
  if (event.key === "?") { event.preventDefault(); document.querySelector("[data-keys-box]").showModal(); return; }
  if (!keysOn()) return;
  const scrolls = event.target instanceof Element && event.target.closest(".jp-see");
  if (scrolls && event.code.startsWith("Arrow")) return;
  const digit = /^(?:Digit|Numpad)([1-6])$/.exec(event.code);
  if (digit && lowering && cause(digit[1])) { event.preventDefault(); return; }
  if (!KEYS[event.code] || event.shiftKey) return;
  event.preventDefault();
  KEYS[event.code]();
});

document.addEventListener("click", (event) => {
  if (!(event.target instanceof Element) || !root()) return;
  if (event.target.closest("[data-keys]")) { document.querySelector("[data-keys-box]").showModal(); return; }
  const modified = event.ctrlKey || event.metaKey || event.shiftKey || event.button;
  const link = event.target.closest(".mx a, [data-step], [data-cell-step]");
  if (modified || !wide.matches) return;
  const row = event.target.closest(".mx tr[data-url]");
  if (row && (!link || row.contains(link))) { event.preventDefault(); choose(row); } else if (link) { event.preventDefault(); show(link.href); }
});

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("[data-decide]") || form.dataset.plain) return;
  event.preventDefault();
  send(form, event.submitter);
});

document.addEventListener("change", (event) => {
  if (event.target.matches("[data-keys-on]")) localStorage.setItem(OFF, event.target.checked ? "0" : "1");
});

if (root()) {
  document.querySelector("[data-keys-on]").checked = keysOn();
  here()?.scrollIntoView({ block: "nearest" });
}
