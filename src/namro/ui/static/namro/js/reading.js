// What was read: J and K walk through the items, both sides light up together, the tab of the part in view is marked.
// The page works without this file: every link is an ordinary anchor.

const narrow = window.matchMedia("(max-width: 820px)");
const items = () => [...document.querySelectorAll("[data-item]")].filter((item) => item.offsetParent !== null);
let current = null;

function lineOf(item) {
  const link = item.querySelector("a[data-line]");
  const place = link && document.getElementById(link.hash.slice(1));
  return place && place.closest("tr, .ln");
}

function show(item) {
  document.querySelectorAll(".on").forEach((old) => old.classList.remove("on"));
  current = item;
  item.classList.add("on");
  const line = lineOf(item);
  if (!line) return;
  line.classList.add("on");
  if (!narrow.matches) line.scrollIntoView({ block: "center" });
}

function step(by) {
  const all = items();
  const at = all.indexOf(current);
  const item = all[at < 0 ? (by > 0 ? 0 : all.length - 1) : Math.min(all.length - 1, Math.max(0, at + by))];
  if (!item) return;
  show(item);
  item.scrollIntoView({ block: "nearest" });
  const link = item.querySelector("[data-propose]") || item.querySelector("a");
  if (link) link.focus({ preventScroll: true });
}

function typing(target) {
  return target instanceof Element && target.closest("input, textarea, select, [contenteditable]") !== null;
}

document.addEventListener("keydown", (event) => {
  if (event.isComposing || event.ctrlKey || event.altKey || event.metaKey || typing(event.target)) return;
  if (event.code === "KeyJ") step(1);
  else if (event.code === "KeyK") step(-1);
  else return;
  event.preventDefault();
});

document.addEventListener("click", (event) => {
  const item = event.target instanceof Element && event.target.closest("[data-item]");
  if (item) show(item);
});

// An anchor into a closed group opens it first.
function follow() {
  const goal = document.getElementById(location.hash.slice(1));
  if (!goal) return;
  const group = goal.closest("details");
  if (group && !group.open) {
    group.open = true;
    goal.scrollIntoView();
  }
  if (goal.matches("[data-item]")) show(goal);
}
window.addEventListener("hashchange", follow);
follow();

const tabs = [...document.querySelectorAll(".tabs a")];
const parts = tabs.map((tab) => document.getElementById(tab.hash.slice(1)));
const root = document.querySelector(".found .scroll");

function markTab() {
  const top = narrow.matches ? 80 : root.getBoundingClientRect().top + 40;
  let at = 0;
  parts.forEach((part, index) => {
    if (part && part.getBoundingClientRect().top <= top) at = index;
  });
  tabs.forEach((tab, index) => {
    if (index === at) tab.setAttribute("aria-current", "true");
    else tab.removeAttribute("aria-current");
  });
}
if (root && tabs.length) {
  (narrow.matches ? window : root).addEventListener("scroll", () => requestAnimationFrame(markTab), { passive: true });
  markTab();
}
