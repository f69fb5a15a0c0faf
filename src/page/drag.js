// A folder dragged onto a project's card, in the view of the split. Dropping it there fills the
// card's field for a folder, which does the same by keyboard; so the page itself knows of no
// dragging.

const KIND = "application/x-folder";

/** The field that takes a folder, of the card under an event. @param {DragEvent} event @returns {HTMLInputElement | undefined} */
function field_at(event) {
  const card = event.target instanceof Element ? event.target.closest(".project") : null;
  const field = event.dataTransfer?.types.includes(KIND) ? card?.querySelector('input[name="folder"]') : null;
  return field ?? undefined;
}

let marked;

/** @param {Element | null | undefined} card */
function mark(card) {
  if (marked === card) return;
  marked?.classList.remove("taking");
  card?.classList.add("taking");
  marked = card;
}

/** Listens on the whole page. */
export function take_drags() {
  document.addEventListener("dragstart", (event) => {
    const folder = event.target instanceof HTMLElement ? event.target.dataset.folder : undefined;
    if (folder === undefined || !event.dataTransfer) return;
    event.dataTransfer.setData(KIND, folder);
    event.dataTransfer.setData("text/plain", folder);
    event.dataTransfer.effectAllowed = "move";
  });
  document.addEventListener("dragover", (event) => {
    const field = field_at(event);
    if (field) event.preventDefault();
    mark(field?.closest(".project"));
  });
  document.addEventListener("dragend", () => mark(undefined));
  document.addEventListener("drop", (event) => {
    mark(undefined);
    const field = field_at(event);
    if (!field) return;
    event.preventDefault();
    field.value = event.dataTransfer.getData(KIND);
    field.dispatchEvent(new Event("change", { bubbles: true }));
    field.value = field.defaultValue;
  });
}
