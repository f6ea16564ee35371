// The upload form: drop a file on the frame, say that reading goes on. Without this file the form still works.

const form = document.querySelector("[data-drop]");
const input = form && form.querySelector("input[type=file]");

if (form && input) {
  const chosen = form.querySelector("[data-chosen]");
  const nothing = chosen.textContent;
  const name = () => { chosen.textContent = input.files.length ? input.files[0].name : nothing; };
  form.classList.add("ready");
  input.addEventListener("change", name);
  for (const kind of ["dragenter", "dragover"]) {
    form.addEventListener(kind, (event) => {
      event.preventDefault();
      form.classList.add("over");
    });
  }
  for (const kind of ["dragleave", "drop"]) form.addEventListener(kind, () => form.classList.remove("over"));
  form.addEventListener("drop", (event) => {
    event.preventDefault();
    if (event.dataTransfer.files.length) input.files = event.dataTransfer.files;
    name();
  });
  form.addEventListener("submit", () => {
    form.classList.add("sending");
    form.querySelector("button[type=submit]").setAttribute("aria-disabled", "true");
  });
  // Coming back with the browser's button shows the form as it was before sending.
  window.addEventListener("pageshow", () => {
    name();
    form.classList.remove("sending");
    form.querySelector("button[type=submit]").removeAttribute("aria-disabled");
  });
}
