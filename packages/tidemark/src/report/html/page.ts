/** A page that loads nothing: its policy allows the style it carries and nothing else. */
import { html, Markup } from './markup.js';
import { STYLE } from './style.js';

const POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/** The hatching of baseline bars, which every chart of the page refers to. */
const HATCH = html`<svg width="0" height="0" aria-hidden="true"><defs><pattern id="hatch" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect class="hatch-ground" width="5" height="5"/><path class="hatch-line" d="M0 0V5"/></pattern></defs></svg>`;

export function* toPage(title: string, sections: Iterable<Markup | null>): Generator<string> {
  const head = html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${new Markup(POLICY)}">
<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark"><meta name="referrer" content="no-referrer">
<title>${title} · Tidemark</title><style>${new Markup(STYLE)}</style></head>
<body>${HATCH}<main>
`;
  yield head.toString();
  for (const section of sections) if (section !== null) yield section.toString();
  yield '</main></body></html>\n';
}
