// Saving cells of a sheet one by one. What is not saved yet waits in a queue: it is told, kept over a reload of this
// window, and sent again by itself. Without this file the page has a button that saves all cells.
//
// In: the event "cell-typed" with {name, node, value} on the document. Out: "sheet-saved" with the server's answer,
// "cell-refused" with {node, message}, "cell-clash" with {clash, sent, row},
// "sheet-sums" with all sums as they stand.

const form = document.querySelector("[data-sheet]");
const status = document.querySelector("[data-status]");
const WAIT = [2, 4, 8, 15, 30];

if (form && status) {
  const edition = form.elements.bo.value;
  const key = `namro:${form.action}:${edition}`;
  const queue = new Map(JSON.parse(sessionStorage.getItem(key) || "[]"));
  let sending = false;
  let failures = 0;
  let timer = 0;

  const version = (node) => form.elements[`v.${node}`]?.value ?? versions.get(node) ?? "0";
  const versions = new Map();

  function tell(name, detail) {
    document.dispatchEvent(new CustomEvent(name, { detail }));
  }

  function say(words, bad = false) {
    status.textContent = words.replace("{n}", String(queue.size));
    status.parentElement.classList.toggle("off", bad);
  }

  function keep() {
    if (queue.size) sessionStorage.setItem(key, JSON.stringify([...queue]));
    else sessionStorage.removeItem(key);
  }

  function later(why) {
    say(status.dataset[why], true);
    failures += 1;
    clearTimeout(timer);
    timer = setTimeout(flush, WAIT[Math.min(failures, WAIT.length) - 1] * 1000);
  }

  // What waits beyond the cells that were sent: an answer must not take away what was typed meanwhile.
  function drop(sent) {
    for (const [name, value] of sent) if (queue.get(name)?.value === value) queue.delete(name);
    keep();
  }

  function body(sent) {
    const data = new FormData();
    data.append("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    data.append("bo", edition);
    for (const [name, value] of sent) {
      const node = name.slice(2);
      data.append(name.startsWith("n.") && !value ? `k.${node}` : name, value || (name.startsWith("n.") ? "1" : ""));
      data.set(`v.${node}`, queue.get(name)?.version ?? version(node));
    }
    return data;
  }

  async function flush() {
    if (sending || !queue.size) return;
    sending = true;
    clearTimeout(timer);
    const sent = new Map([...queue].map(([name, one]) => [name, one.value]));
    say(status.dataset.saving);
    try {
      const answer = await fetch(form.action, {
        method: "POST", body: body(sent), headers: { Accept: "application/json" }, credentials: "same-origin",
      });
      await take(answer, sent);
    } catch {
      later("offline");
    }
    sending = false;
    if (queue.size && !failures) flush();
  }

  async function take(answer, sent) {
    const json = (answer.headers.get("Content-Type") || "").startsWith("application/json");
    if (answer.redirected || !json) return later(answer.redirected ? "login" : "failed");
    const found = await answer.json();
    failures = 0;
    if (answer.status === 409) return clash(found, sent);
    if (found.rows === undefined) {
      drop(sent);
      say(found.message, true);
      tell("sheet-closed", found);
      return undefined;
    }
    drop(sent);
    for (const [node, row] of Object.entries(found.rows)) remember(node, row.version);
    follow(sent, found.rows);
    for (const [node, message] of Object.entries(found.refused)) tell("cell-refused", { node, message });
    say(queue.size ? status.dataset.unsaved : found.saved, queue.size > 0);
    tell("sheet-saved", { ...found, waiting: [...queue.keys()] });
    tell("sheet-sums", found);
    return undefined;
  }

  function remember(node, number) {
    versions.set(node, String(number));
    const field = form.elements[`v.${node}`];
    if (field) field.value = String(number);
  }

  // What was typed into a cell while it was being saved follows what was saved: nobody else stood in between. Points and
  // "not applicable" are one cell in this, since each takes the other away.
  function follow(sent, rows) {
    for (const name of sent.keys()) {
      const [letter, node] = [name[0], name.slice(2)];
      for (const one of "pn".includes(letter) ? [`p.${node}`, `n.${node}`] : [name]) {
        if (queue.has(one) && rows[node]) queue.get(one).version = String(rows[node].version);
      }
    }
    keep();
  }

  function clash(found, sent) {
    const letters = { points: "p", not_applicable: "n", reason: "r", explanation: "e" };
    for (const one of found.clashes) {
      const name = `${letters[one.field]}.${one.node}`;
      remember(one.node, one.version);
      tell("cell-clash", { clash: one, name, sent: sent.get(name), row: found.rows[one.node] });
      queue.delete(name);
    }
    keep();
    say(found.message, true);
    tell("sheet-sums", found);
  }

  document.addEventListener("cell-typed", ({ detail }) => {
    const known = queue.get(detail.name);
    queue.set(detail.name, { value: detail.value, version: detail.version ?? known?.version ?? version(detail.node) });
    keep();
    say(status.dataset.unsaved, true);
    failures = 0;
    flush();
  });
  document.addEventListener("visibilitychange", () => { if (!document.hidden) flush(); });
  // Back from another page: what was saved there must not be shown as it was before.
  window.addEventListener("pageshow", (event) => { if (event.persisted && !queue.size) location.reload(); });
  window.addEventListener("online", flush);
  window.addEventListener("offline", () => say(status.dataset.offline, true));
  window.addEventListener("beforeunload", (event) => { if (queue.size) event.preventDefault(); });
  if (queue.size) {
    for (const [name, one] of queue) {
      const field = form.elements[name];
      if (field) field.value = one.value;
    }
    say(status.dataset.unsaved, true);
    setTimeout(flush, 300);
  }
}
