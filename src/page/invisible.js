// Letters that can't be seen, or that turn the direction of what follows, are shown by name instead of obeyed: a file called
// `a⟨U+202E⟩gpj.exe` must not read as `aexe.jpg`. Names, rules and errors are pasted, so this holds for every text that the page
// draws, and for the hints and names that browsers show and screen readers say. Inputs, links and exports have the letters themselves, and editors mark them.

/** Controls, marks of direction, what has no width. */
const HIDDEN = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff]|(?<=[\0-\x7f])[\u200c\u200d]|[\u200c\u200d](?=[\0-\x7f])/g;

/** Attributes that are shown or said. */
export const TOLD = ["title", "aria-label", "placeholder"];

/** A text as it may be drawn. Joiners between letters that are joined (emoji, Arabic) stay. @param {string} text */
export function shown(text) {
  return text.replace(HIDDEN, (letter) => `⟨U+${letter.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}⟩`);
}

/** Shows them in all that the page draws from now on, and has drawn. */
export function take_invisible() {
  const told = (element, name) => {
    const value = element.getAttribute(name);
    const text = value && shown(value);
    if (text !== value) element.setAttribute(name, text);
  };
  const look = (node) => {
    if (node.nodeType === Node.TEXT_NODE) {
      const parent = node.parentElement;
      if (!parent || parent.matches("textarea, script, style")) return;
      const text = shown(node.data);
      if (text !== node.data) node.data = text;
    } else if (node.nodeType === Node.ELEMENT_NODE) {
      const walk = document.createTreeWalker(node, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
      do {
        const at = walk.currentNode;
        if (at.nodeType === Node.TEXT_NODE) look(at);
        else for (const name of TOLD) told(at, name);
      } while (walk.nextNode());
    }
  };
  new MutationObserver((changes) => {
    for (const { type, target, addedNodes, attributeName } of changes) {
      if (type === "characterData") look(target);
      else if (type === "attributes") told(target, attributeName);
      else addedNodes.forEach(look);
    }
  }).observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: TOLD });
  look(document.body);
}
