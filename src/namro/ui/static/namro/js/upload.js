// The upload form: drop a file on the frame, say that reading goes on. Without this file the form still works.

const form = document.querySelector("[data-drop]");
const input = form && form.querySelector("input[type=file]");

if (form && input) {
  for (const name of ["dragenter", "dragover"]) {
    form.addEventListener(name, (event) => {
      event.preventDefault();
      form.classList.add("over");
    });
  }
  for (const name of ["dragleave", "drop"]) form.addEventListener(name, () => form.classList.remove("over"));
  form.addEventListener("drop", (event) => {
    event.preventDefault();
    if (event.dataTransfer.files.length) input.files = event.dataTransfer.files;
  });
  form.addEventListener("submit", () => {
    form.classList.add("sending");
    form.querySelector("button[type=submit]").setAttribute("aria-disabled", "true");
  });
  // Coming back with the browser's button shows the form as it was before sending.
  window.addEventListener("pageshow", () => {
    form.classList.remove("sending");
    form.querySelector("button[type=submit]").removeAttribute("aria-disabled");
  });
}
