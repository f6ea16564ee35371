// Respondents' page: which questions are asked, what was answered so far, and sending it once, however the connection is.
"use strict";
(() => {
  const form = document.getElementById("ks"), net = document.getElementById("net"), said = form.dataset;
  const counter = "counter" in said, place = "ks:" + location.pathname, every = 10000;
  const asked = [...form.querySelectorAll(".q")], mark = form.elements["-phieu"], pressed = form.elements["-luc"];
  let kept = false, waiting = false, sending = false, dirty = false, idle = 0;

  const code = box => box.querySelector("input,textarea").name;
  const given = name => new FormData(form).getAll(name).filter(Boolean);
  const whole = text => /^-?\d+$/.test(text) ? +text : NaN;
  function holds(condition) {
    const [op, name, value] = condition;
    if (op === "all") return condition.slice(1).every(one => holds(one));
    if (op === "any") return condition.slice(1).some(one => holds(one));
    if (op === "not") return !holds(name);
    const found = given(name), text = found[0] || "", a = whole(text), b = whole(value);
    return {
      "=": text === value, "!=": text !== value, selected: found.includes(value),
      "<": a < b, "<=": a <= b, ">": a > b, ">=": a >= b,
    }[op];
  }
  function settle() {
    for (const box of form.querySelectorAll("section,.q")) {
      const part = box.closest("section"), off = !!box.dataset.if && !holds(JSON.parse(box.dataset.if));
      box.hidden = off || (box !== part && part.hidden);
      if (box !== part) for (const one of box.querySelectorAll("input,textarea")) one.disabled = box.hidden;
    }
    tell();
  }

  function tell(words) {
    const count = asked.filter(box => box.tagName === "FIELDSET" && !box.hidden);
    const done = count.filter(box => box.querySelector(":checked")).length;
    const cut = navigator.onLine ? said.net : kept ? said.cutKept : said.cut;
    const text = words || (sending ? said.send : waiting ? (kept ? said.waitKept : said.wait) : cut);
    const whole = `${said.done} ${done}/${count.length}. ${text}`;
    if (net.textContent !== whole) net.textContent = whole;
    net.className = sending || (navigator.onLine && !waiting) ? "" : "cut";
  }

  function keep() {
    if (!kept) return;
    const values = [...new FormData(form)].filter(([name]) => name[0] !== "-");
    localStorage.setItem(place, JSON.stringify({ until: +said.until, mark: mark.value, luc: pressed.value, waiting, values }));
  }
  function restore() {
    for (const name of Object.keys(localStorage)) if (name.startsWith("ks:")) {
      const { until } = JSON.parse(localStorage.getItem(name));
      if (until && until + 3 * 86400 < Date.now() / 1000) localStorage.removeItem(name);
    }
    const text = localStorage.getItem(place);
    if (!text) return;
    const found = JSON.parse(text);
    mark.value = found.mark;
    pressed.value = found.luc;
    for (const [name, value] of found.values) for (const one of form.querySelectorAll(`[name="${CSS.escape(name)}"]`)) {
      if (one.tagName === "TEXTAREA") one.value = value;
      else if (one.value === value) one.checked = true;
    }
    settle();
    if (found.waiting) send();
  }

  function show(error, faults) {
    for (const old of form.querySelectorAll("[role=alert],.err")) old.remove();
    for (const box of asked) {
      const fault = faults && faults[code(box)];
      box.classList.toggle("bad", !!fault);
      if (fault) box.querySelector("legend,label").after(Object.assign(document.createElement("p"), { className: "err", textContent: fault }));
    }
    const note = Object.assign(document.createElement("p"), { className: "note bad", textContent: error });
    note.setAttribute("role", "alert");
    form.querySelector("button").parentNode.before(note);
    note.scrollIntoView({ block: "center" });
  }
  function finish(open) {
    dirty = waiting = false;
    if (kept) localStorage.removeItem(place);
    const end = document.getElementById("xong"), more = document.getElementById("tiep");
    form.hidden = true;
    end.hidden = false;
    document.getElementById("con").textContent = open ? `${said.open} ${open}` : "";
    more.hidden = !open || counter;
    end.querySelector("h2").focus();
    if (counter) setTimeout(() => location.reload(), 8000);
  }
  document.getElementById("tiep").onclick = () => {
    document.getElementById("xong").hidden = true;
    form.hidden = false;
    const next = asked.find(box => box.tagName === "FIELDSET" && !box.hidden && !box.querySelector(":checked"));
    if (next) { next.scrollIntoView(); next.querySelector("input").focus({ preventScroll: true }); }
    tell();
  };

  async function send() {
    if (sending) return;
    sending = true;
    tell();
    let answer, found;
    try {
      const body = new URLSearchParams(new FormData(form));
      const late = AbortSignal.timeout ? AbortSignal.timeout(20000) : undefined;
      answer = await fetch(location.href, { method: "POST", body, headers: { Accept: "application/json" }, credentials: "omit", signal: late });
      found = await answer.json();
    } catch { answer = null; }
    sending = false;
    waiting = !answer || answer.status >= 500;
    if (!waiting && answer.ok) finish(found.open);
    else if (!waiting) show(found.error, found.faults);
    else setTimeout(() => waiting && send(), every);
    if (!waiting && answer.ok) return;
    keep();
    tell();
  }

  form.addEventListener("submit", event => {
    event.preventDefault();
    pressed.value = new Date().toISOString();
    send();
  });
  form.addEventListener("input", () => { dirty = true; idle = 0; settle(); keep(); });
  addEventListener("online", () => waiting ? send() : tell());
  addEventListener("offline", () => tell());
  addEventListener("beforeunload", event => { if ((dirty || waiting) && !kept) event.preventDefault(); });
  if (counter) setInterval(() => { if (dirty && !waiting && ++idle > 60) { form.reset(); dirty = false; settle(); scrollTo(0, 0); } }, 1000);

  document.body.classList.add("js");
  settle();
  if (isSecureContext && navigator.serviceWorker && !counter) {
    navigator.serviceWorker.register(said.worker).then(() => navigator.serviceWorker.ready).then(({ active }) => {
      active.postMessage({ keep: location.href });
      kept = true;
      restore();
      tell();
    }).catch(() => tell());
  }
})();
