/** How long a focused textarea must be left alone before it may be replaced, in milliseconds. */
const QUIET_MS = 1000;

/**
 * Resolves once the textarea inside a `name` element can be replaced without cutting off an input method: at once unless
 * someone is in it; else at the next key or input that composes nothing, when it loses the focus, or after a quiet moment.
 * @param {string} name
 * @returns {Promise<void>}
 */
export function calm(name) {
  const typing = document.activeElement;
  if (!(typing instanceof HTMLTextAreaElement) || !typing.closest(name)) return Promise.resolve();
  return new Promise((resolve) => {
    const watched = ["input", "keyup", "blur", "compositionstart", "compositionupdate"];
    const ready = () => {
      clearTimeout(timer);
      for (const event of watched) typing.removeEventListener(event, heard);
      resolve();
    };
    let timer = setTimeout(ready, QUIET_MS);
    const heard = (/** @type {Event & { isComposing?: boolean }} */ event) => {
      clearTimeout(timer);
      const composing = event.isComposing || event.type.startsWith("composition");
      // After the listeners of this event, so that the page reads the textarea it was told about.
      timer = setTimeout(ready, composing ? QUIET_MS : 0);
    };
    for (const event of watched) typing.addEventListener(event, heard);
  });
}
