// A QR code as SVG, for a link that a room shall open.

import { encode } from "uqr";

const SVG = "http://www.w3.org/2000/svg";

export function qr(text) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("class", "qr");
  svg.setAttribute("role", "img");
  svg.setAttribute("aria-label", "The link as a QR code");
  let code;
  try {
    code = encode(text, { border: 2 });
  } catch {
    // Longer than any code holds.
    return document.createTextNode("The answer is too long for a QR code; the link works.");
  }
  const { data, size } = code;
  svg.setAttribute("viewBox", `0 0 ${size} ${size}`);
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", data.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : ""))).join(""));
  svg.append(path);
  return svg;
}
