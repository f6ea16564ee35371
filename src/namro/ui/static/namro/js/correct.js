// Correcting with the keyboard: S opens the form of the item that has focus, X drops it (or keeps it as printed),
// Ctrl Z takes the last act back, Esc leaves a field. J, K and Enter need nothing here: the walk puts the focus on the
// proposal's button. Without this file every button and link still works.

const typing = (target) => target instanceof Element && target.closest("input, textarea, select") !== null;

function press(selector) {
  const item = document.activeElement && document.activeElement.closest("[data-item]");
  const goal = item && item.querySelector(selector);
  if (goal) goal.click();
  return Boolean(goal);
}

document.addEventListener("keydown", (event) => {
  if (event.isComposing || event.defaultPrevented) return;
  if (event.code === "Escape" && typing(event.target)) {
    const close = event.target.closest("[data-fix]")?.querySelector("[data-close]");
    if (close) close.focus();
    return;
  }
  if (typing(event.target) || event.altKey || event.shiftKey) return;
  let done = false;
  if (event.ctrlKey || event.metaKey) {
    const undo = event.code === "KeyZ" && document.querySelector("[data-undo]");
    if (undo) undo.click();
    done = Boolean(undo);
  } else if (event.code === "KeyS") done = press("[data-correct]");
  else if (event.code === "KeyX") done = press("[data-drop]");
  if (done) event.preventDefault();
});

// The page comes back after each act: the focus goes to the open form, else to the item in the address. Only after
// loading, because the browser itself then jumps to the address and takes the focus away.
function settle() {
  const form = document.querySelector("[data-fix]");
  const goal = location.hash.length > 1 && document.getElementById(location.hash.slice(1));
  const first = form
    ? form.querySelector("[aria-invalid=true]") || form.querySelector(":checked") || form.querySelector(".inp")
    : goal && goal.matches("[data-item]") && (goal.querySelector("[data-propose]") || goal.querySelector("a, button"));
  if (!first) return;
  first.focus({ preventScroll: true });
  (form || first.closest("[data-item]")).scrollIntoView({ block: "nearest" });
  if (form && first.select) first.select();
}
if (document.readyState === "complete") settle();
else window.addEventListener("load", () => setTimeout(settle));
