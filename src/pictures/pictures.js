// What of the page can wait for the first answer: what draws, saves, pans and zooms pictures, what lights up what belongs together,
// what terms mean, letters that can't be seen, dragging between projects, and the look of Plan, Simulate and Map. All styles are
// constructed style sheets, since the content security policy allows no others.

import { take_drags } from "../page/drag.js";
import { take_invisible } from "../page/invisible.js";
import "./tree-map.js";
import { take_faults } from "./faults.js";
import { take_light } from "./lit.js";
import { take_saving } from "./save.js";
import { take_words } from "./words.js";
import views from "./views.css";
import { take_zooming } from "./zoom.js";

const sheet = new CSSStyleSheet();
sheet.replaceSync(views);
document.adoptedStyleSheets.push(sheet);
take_drags();
take_invisible();
take_saving();
take_zooming();
take_light();
take_words();
take_faults();
