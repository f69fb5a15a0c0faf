// A folder dragged onto a project's card, in the view of the split, and files dropped onto a place
// that takes their text. Dropping fills the field that does the same by keyboard; so the page
// itself knows of no dragging.

const KIND = "application/x-folder";

/** The field that takes a folder, of the card under an event. @param {DragEvent} event @returns {HTMLInputElement | undefined} */
function field_at(event) {
  const card = event.target instanceof Element ? event.target.closest(".project") : null;
  const field = event.dataTransfer?.types.includes(KIND) ? card?.querySelector('input[name="folder"]') : null;
  return field ?? undefined;
}

/** The place that takes the text of files, under an event. @param {DragEvent} event @returns {Element | undefined} */
function taker_at(event) {
  if (!event.dataTransfer?.types.includes("Files")) return undefined;
  return (event.target instanceof Element && event.target.closest(".takes-files")) || undefined;
}

/** The texts of files. Those of Terraform's source refer to one another, and are one. @param {File[]} files */
async function texts_of(files) {
  const read = await Promise.all(files.map(async (file) => [file.name, await file.text().catch(() => "")]));
  const source = read.filter(([name]) => name.endsWith(".tf")).map(([, text]) => text);
  const others = read.filter(([name]) => !name.endsWith(".tf")).map(([, text]) => text);
  return [source.join("\n"), ...others].filter((text) => text.trim());
}

/** Fills a field as if that had been typed. @param {HTMLInputElement | HTMLTextAreaElement} field @param {string} text */
function fill(field, text) {
  field.value = text;
  field.dispatchEvent(new Event("change", { bubbles: true }));
  field.value = field.defaultValue;
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
    mark(field?.closest(".project") ?? taker_at(event));
  });
  document.addEventListener("dragend", () => mark(undefined));
  document.addEventListener("drop", (event) => {
    mark(undefined);
    const field = field_at(event);
    const area = taker_at(event)?.querySelector("textarea");
    if (field) {
      event.preventDefault();
      fill(field, event.dataTransfer.getData(KIND));
    } else if (area) {
      // Elsewhere on the page they would be a listing.
      event.preventDefault();
      event.stopPropagation();
      document.body.classList.remove("dropping");
      texts_of([...event.dataTransfer.files]).then((texts) => texts.forEach((text) => fill(area, text)));
    }
  });
}
