// The plan's table: Space ticks, Shift Space ticks up to here, arrows walk, E goes to the bar, Esc closes a window.
// The bar shows only while something is ticked, and says how many and how many points. All works without this file.

const typing = (target) => target instanceof Element && target.closest("textarea, select, input:not([type=checkbox])");
const form = document.querySelector("form[data-plan]");
const boxes = () => [...document.querySelectorAll("[data-row] input[name=task]")];
const bulk = document.querySelector("[data-bulk]");
const every = document.querySelector("[data-all]");
let last = null;

function show() {
  if (!bulk) return;
  const ticked = boxes().filter((box) => box.checked);
  boxes().forEach((box) => box.closest("tr").classList.toggle("on", box.checked));
  bulk.hidden = ticked.length === 0 && !bulk.classList.contains("wrong");
  const count = bulk.querySelector("[data-count]");
  count.textContent = count.dataset.words.replace("{n}", String(ticked.length));
  bulk.classList.add("scripted");
  const sum = bulk.querySelector("[data-sum]");
  const points = ticked.reduce((sum, box) => sum + Number(box.dataset.points || 0), 0);
  sum.textContent = points ? sum.dataset.words.replace("{n}", points.toFixed(2).replace(".", ",")) : "";
  if (every) {
    every.checked = ticked.length > 0 && ticked.length === boxes().length;
    every.indeterminate = ticked.length > 0 && !every.checked;
  }
}

// From the box that was ticked last to this one: all as that one is.
function range(to) {
  const all = boxes();
  const from = all.indexOf(last);
  const at = all.indexOf(to);
  if (from < 0) to.checked = !to.checked;
  else for (let n = Math.min(from, at); n <= Math.max(from, at); n += 1) all[n].checked = last.checked;
  show();
}

function step(box, by) {
  const all = boxes();
  const next = all[all.indexOf(box) + by];
  if (next) next.focus();
  return Boolean(next);
}

document.addEventListener("keydown", (event) => {
  if (event.isComposing || event.ctrlKey || event.altKey || event.metaKey) return;
  const box = event.target instanceof Element && event.target.matches("input[name=task]") ? event.target : null;
  const open = event.target instanceof Element && event.target.closest("details.pop[open]");
  let done = false;
  if (event.code === "Escape" && open) {
    open.open = false;
    open.querySelector("summary").focus();
    done = true;
  } else if (event.code === "Space" && event.shiftKey && box) {
    range(box);
    done = true;
  } else if (box && event.code === "ArrowDown") done = step(box, 1);
  else if (box && event.code === "ArrowUp") done = step(box, -1);
  else if (event.code === "KeyE" && !event.shiftKey && bulk && !bulk.hidden && !typing(event.target)) {
    bulk.querySelector("[data-first]").focus();
    done = true;
  }
  if (done) event.preventDefault();
});

document.addEventListener("click", (event) => {
  if (!(event.target instanceof Element)) return;
  if (event.target.matches("input[name=task]")) {
    if (event.shiftKey && last && last !== event.target) range(event.target);
    last = event.target;
  }
  // One window at a time.
  document.querySelectorAll("details.pop[open]").forEach((pop) => {
    if (!pop.contains(event.target)) pop.open = false;
  });
});

document.addEventListener("change", (event) => {
  if (event.target === every) boxes().forEach((box) => (box.checked = every.checked));
  if (event.target.matches("select[name=period]")) suit(event.target.closest("[data-when]"));
  if (event.target.matches("input[name=helpers]")) chooseAdding(event.target.closest("details.pop"));
  show();
});
document.addEventListener("reset", () => setTimeout(() => {
  boxes().forEach((box) => (box.checked = false));
  if (bulk) bulk.classList.remove("wrong");
  show();
}));

// Who ticks a helper wants somebody to help: "add" is chosen where nothing was.
function chooseAdding(pop) {
  const keep = pop && pop.querySelector("input[name=helping][value='']");
  const ticked = pop && pop.querySelector("input[name=helpers]:checked");
  const add = pop && pop.querySelector("input[name=helping][value=add]");
  if (keep && keep.checked && ticked && add) add.checked = true;
}

// Only the boxes that the chosen rhythm has.
function suit(when) {
  const period = when.querySelector("select[name=period]").value;
  when.classList.add("scripted");
  when.querySelectorAll("[data-for]").forEach((part) => {
    part.classList.toggle("shown", part.dataset.for.split(" ").includes(period));
  });
}

if (form) {
  document.querySelectorAll("[data-when]").forEach(suit);
  show();
}
