// Choosing files: words of ours in place of the browser's own, which follow the language of Windows. Without this file
// the browser's field is there.

for (const picker of document.querySelectorAll("[data-pick]")) {
  const input = picker.querySelector("input[type=file]");
  const chosen = picker.querySelector("[data-chosen]");
  const nothing = chosen.textContent;
  const name = () => { chosen.textContent = [...input.files].map((file) => file.name).join(", ") || nothing; };
  picker.classList.add("ready");
  input.addEventListener("change", name);
  window.addEventListener("pageshow", name);
}
