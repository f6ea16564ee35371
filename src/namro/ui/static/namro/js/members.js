// "All" and "none" for a group of boxes; without script each box is ticked by itself.
for (const group of document.querySelectorAll("[data-members]")) {
  group.querySelector("[data-all]").hidden = false;
  group.addEventListener("click", ({ target }) => {
    if (target.dataset.set === undefined) return;
    for (const box of group.querySelectorAll("input[type=checkbox]")) box.checked = target.dataset.set === "1";
  });
}
