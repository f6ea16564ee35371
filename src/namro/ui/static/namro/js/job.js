// A file that is being read: the figures are fetched each second, and when the reading has ended the page itself is.
// Without this file the page comes again every few seconds by itself.

const part = document.querySelector("[data-job]");
const PAUSE = 1000;

function show(now) {
  const stage = part.querySelector("[data-stage]");
  const bar = part.querySelector("progress");
  if (stage.textContent !== now.stage) stage.textContent = now.stage;
  part.querySelector("[data-count]").textContent = now.count;
  if (now.total) {
    bar.max = now.total;
    bar.value = now.done;
  } else bar.removeAttribute("value");
}

async function look() {
  try {
    const answer = await fetch(part.dataset.job, { headers: { Accept: "application/json" }, redirect: "error" });
    const now = answer.ok ? await answer.json() : { open: false };
    if (!now.open) {
      location.reload();
      return;
    }
    show(now);
  } catch {
    // The network is away for a moment, or the login has ended; the next look tells which.
  }
  setTimeout(look, PAUSE);
}

if (part) setTimeout(look, PAUSE);
