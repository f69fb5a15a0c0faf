// Pictures of the page: what draws, saves, pans and zooms them, and what lights up what belongs together; and dragging between projects. Loaded after the
// first answer.

import { take_drags } from "../page/drag.js";
import "./tree-map.js";
import { take_light } from "./lit.js";
import { take_saving } from "./save.js";
import { take_zooming } from "./zoom.js";

take_drags();
take_saving();
take_zooming();
take_light();
