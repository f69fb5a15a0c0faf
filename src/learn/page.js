// A whole page around what src/learn/render.js makes. For the build alone: addresses in it carry the build's name.

import { escape } from "./render.js";

const POLICY =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'; worker-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'";

/** A whole page. `body` is HTML; with `frames`, it may hold frames of this site. */
export function page({ title, body, kind, frames = false }) {
  const policy = frames ? `${POLICY}; frame-src 'self'` : POLICY;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escape(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escape(title)} – Sentry General</title>
<link rel="icon" type="image/svg+xml" href="icon.svg">
<link rel="stylesheet" href="learn.css?v=BUILD">
<script defer src="../embed.js?v=BUILD"></script>
<script type="module" src="learn.js?v=BUILD"></script>
</head>
<body data-kind="${escape(kind)}">
<a class="skip" href="#main">Skip to the content</a>
<header class="top"><nav aria-label="Pages"><a href="../index.html">Sentry General</a> <a href="index.html">Lessons</a>
<a href="samples.html">Samples</a> <a href="glossary.html">Words</a> <a href="guide.html">Run a workshop</a> <a href="own.html">Your own lesson</a>
<a href="in-your-docs.html">Put it into your docs</a></nav></header>
<main id="main">
${body}
</main>
</body>
</html>
`;
}
