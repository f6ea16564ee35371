// Handing in: photos and files gather in one list before they are sent. Without this file the
// same form works with the browser's own fields.

const form = document.querySelector("[data-hand]");

if (form) {
  const shot = form.querySelector("[data-shot]");
  const files = form.querySelector("[data-files]");
  const list = form.querySelector("[data-chosen]");
  const busy = form.querySelector("[data-busy]");
  let chosen = [];
  form.classList.add("ready");

  const size = (bytes) => bytes < 1048576 ? `${Math.max(1, Math.round(bytes / 1024))} KB` : `${(bytes / 1048576).toFixed(1).replace(".", ",")} MB`;

  function show() {
    const all = new DataTransfer();
    chosen.forEach((file) => all.items.add(file));
    files.files = all.files;
    list.hidden = !chosen.length;
    form.classList.toggle("has", chosen.length > 0 || form.dataset.hand === "has");
    list.replaceChildren(...chosen.map(line));
  }

  function line(file) {
    const item = document.createElement("li");
    const name = document.createElement("span");
    name.textContent = `${file.name} · ${size(file.size)}`;
    const drop = document.createElement("button");
    drop.type = "button";
    drop.className = "linkish";
    drop.textContent = "×";
    drop.setAttribute("aria-label", file.name);
    drop.addEventListener("click", () => { chosen = chosen.filter((other) => other !== file); show(); });
    if (file.type.startsWith("image/") && file.size < 12e6) {
      const picture = document.createElement("img");
      picture.alt = "";
      picture.addEventListener("error", () => picture.remove()); // a kind that this browser cannot show, such as .heic
      const reader = new FileReader();
      reader.addEventListener("load", () => { picture.src = reader.result; });
      reader.readAsDataURL(file);
      item.append(picture);
    }
    item.append(name, drop);
    return item;
  }

  show();
  shot.addEventListener("change", () => { chosen = [...chosen, ...shot.files]; shot.value = ""; show(); });
  files.addEventListener("change", () => { chosen = [...chosen, ...files.files]; show(); });
  form.addEventListener("submit", () => {
    busy.hidden = false;
    // After the browser has taken the values of the form, so that the pressed button goes with it.
    setTimeout(() => form.querySelectorAll("button").forEach((button) => button.setAttribute("aria-disabled", "true")));
  });
  window.addEventListener("pageshow", () => {
    busy.hidden = true;
    form.querySelectorAll("button").forEach((button) => button.removeAttribute("aria-disabled"));
  });
}
