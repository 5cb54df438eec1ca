/** The style of a page: light and dark, wide and narrow, screen and paper. */

export const STYLE = `
:root {
  --page: #f6f5f2; --card: #ffffff; --ink: #1f1d1a; --quiet: #5c574f; --line: #dedad2;
  --base: #857d70; --base-ground: #f0ede6; --now: #1650c4; --now-ground: rgb(22 80 196 / 0.12);
  --alarm: #a8200d; --alarm-ground: #fdece8; --clean: #11693f;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #161513; --card: #201f1c; --ink: #f1eee8; --quiet: #b3ada2; --line: #3a3732;
    --base: #a49b8c; --base-ground: #2c2a26; --now: #8fb5ff; --now-ground: rgb(143 181 255 / 0.16);
    --alarm: #ff9c8a; --alarm-ground: #42201a; --clean: #6fd3a1;
  }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--ink); font: 15px/1.5 system-ui, "Segoe UI", Roboto, Helvetica, Arial, sans-serif; overflow-wrap: anywhere; }
body > svg { position: absolute; }
main { max-width: 1240px; margin: 0 auto; padding: 28px 20px 56px; }
section { margin-top: 40px; }
h1, h2, h3, p, figure, dl { margin: 0; }
h1 { display: flex; align-items: center; gap: 14px; font-size: 34px; line-height: 1.2; letter-spacing: -0.02em; margin: 6px 0; }
h1 span { flex: none; width: 40px; height: 40px; border-radius: 50%; border: 3px solid; font-size: 22px; line-height: 34px; text-align: center; letter-spacing: 0; }
h2 { font-size: 21px; letter-spacing: -0.01em; margin-bottom: 12px; }
h3 { font-size: 16px; }
.alarm h1 span { color: var(--alarm); }
.clean h1 span { color: var(--clean); }
.brand, dt, .note, .legend { color: var(--quiet); }
.brand { font-size: 13px; }
dl { display: flex; flex-wrap: wrap; gap: 10px 36px; margin-top: 18px; padding-top: 16px; border-top: 1px solid var(--line); }
dl div { display: flex; flex-direction: column-reverse; }
dt { font-size: 13px; }
dd { margin: 0; font-size: 22px; font-weight: 600; line-height: 1.3; font-variant-numeric: tabular-nums; }
a { color: inherit; text-decoration-color: var(--quiet); text-underline-offset: 3px; }
a:focus-visible, summary:focus-visible, pre:focus-visible, .scroll:focus-visible { outline: 3px solid var(--now); outline-offset: 2px; }
table { width: 100%; border-collapse: collapse; font-variant-numeric: tabular-nums; }
caption { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
th, td { text-align: right; padding: 3px 0 3px 10px; border-top: 1px solid var(--line); font-weight: 400; vertical-align: top; }
thead th { color: var(--quiet); font-size: 13px; border-top: 0; }
th:first-child { text-align: left; padding-left: 0; }
.wide table th, .wide table td { text-align: left; }
.violations { background: var(--card); border: 1px solid var(--line); border-radius: 10px; border-collapse: separate; border-spacing: 0; }
.violations th, .violations td { padding: 10px 14px; text-align: left; }
.violations thead th { padding-bottom: 6px; }
.violations tbody th { font-weight: 600; border-left: 4px solid var(--alarm); }
.violations tbody tr:first-child > * { border-top: 1px solid var(--line); }
.violations tbody tr:last-child th { border-bottom-left-radius: 9px; }
.violations tbody th { min-width: 13em; }
.violations .number, .violations thead th:nth-child(n + 4) { text-align: right; white-space: nowrap; }
.check, .badges li { display: inline-block; padding: 0 8px; border: 1px solid; border-radius: 99px; font-size: 13px; color: var(--alarm); background: var(--alarm-ground); }
.check { white-space: nowrap; }
.badges { display: flex; flex-wrap: wrap; gap: 6px; margin: 6px 0 0; padding: 0; list-style: none; }
.legend { display: flex; flex-wrap: wrap; align-items: center; gap: 2px 20px; margin-bottom: 14px; font-size: 14px; }
.swatch { display: inline-block; margin-right: 7px; vertical-align: -1px; width: 22px; height: 13px; border: 1.5px solid var(--base); background: repeating-linear-gradient(135deg, var(--base) 0 1.3px, var(--base-ground) 1.3px 4px); }
.swatch.current { border: 2px solid var(--now); background: var(--now-ground); }
.cards { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 350px), 1fr)); gap: 16px; }
article { background: var(--card); border: 1px solid var(--line); border-radius: 10px; padding: 16px 18px; font-size: 14px; }
article.violated { border-left: 4px solid var(--alarm); }
article:target { outline: 3px solid var(--now); }
figure, .note { margin: 10px 0 8px; }
figure svg { display: block; width: 100%; height: auto; overflow: visible; }
svg text { font-size: 11px; fill: var(--ink); font-variant-numeric: tabular-nums; }
svg .end { text-anchor: end; }
svg .middle { text-anchor: middle; }
svg .group { font-style: italic; fill: var(--quiet); }
.grid, .axis { fill: none; stroke: var(--line); }
.axis { stroke: var(--quiet); }
.open { fill: none; stroke: var(--quiet); stroke-dasharray: 2 3; }
.scroll { overflow-x: auto; margin-top: 16px; overflow-wrap: normal; }
.scroll td { white-space: nowrap; }
dl + .cards { margin-top: 18px; }
.slope { stroke: var(--base); }
.slope.moved { stroke: var(--now); stroke-width: 2; }
path.baseline { fill: url(#hatch); stroke: var(--base); stroke-width: 1; }
path.current { fill: var(--now-ground); stroke: var(--now); stroke-width: 2; stroke-linejoin: round; }
.curve.baseline { fill: none; stroke: var(--base); stroke-width: 1.6; stroke-dasharray: 5 4; }
.curve.current { fill: none; }
circle.baseline { fill: var(--base); }
circle.current { fill: var(--now); }
.hatch-ground { fill: var(--base-ground); }
.hatch-line { stroke: var(--base); stroke-width: 2.4; }
header p + p { margin-top: 8px; }
.swatch.dashed { height: 0; border: 0; border-top: 2px dashed var(--base); background: none; vertical-align: 4px; }
path.diamond { fill: var(--ink); stroke: var(--card); }
path.band { fill: var(--now-ground); }
path.estimated { fill: none; stroke: var(--now); stroke-width: 2; stroke-linejoin: round; }
path.realised { fill: none; stroke: var(--base); stroke-width: 1.6; stroke-dasharray: 4 3; }
g.realised { fill: var(--base); }
.mark { fill: none; stroke: var(--ink); stroke-dasharray: 2 3; }
path.alarming { stroke: var(--alarm); stroke-width: 2; stroke-dasharray: none; }
svg text.alarming { fill: var(--alarm); font-weight: 600; }
.series { overflow-x: auto; }
.series svg { min-width: 760px; }
.series:focus-visible { outline: 3px solid var(--now); }
summary { cursor: pointer; color: var(--quiet); font-size: 13px; width: fit-content; }
figure details { margin-top: 4px; }
.wide details { margin-top: 8px; }
ul { padding-left: 20px; margin: 0 0 12px; }
pre { margin: 6px 0 0; padding: 12px 14px; overflow-x: auto; background: var(--card); border: 1px solid var(--line); border-radius: 8px; font: 13px/1.5 ui-monospace, "SF Mono", Menlo, Consolas, monospace; white-space: pre-wrap; }
@media (max-width: 760px) {
  main { padding: 20px 16px 40px; }
  h1 { font-size: 28px; }
  dl { gap: 10px 26px; }
  .violations, .violations tbody, .violations tr, .violations th, .violations td { display: block; border: 0; }
  .violations { background: none; }
  .violations thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  .violations tbody tr { display: flow-root; padding: 12px 14px; margin-bottom: 10px; background: var(--card); border: 1px solid var(--line); border-left: 4px solid var(--alarm); border-radius: 10px; }
  .violations tbody tr > *, .violations tbody tr:first-child > * { min-width: 0; padding: 0; border: 0; }
  .violations .what { margin: 6px 0; }
  .violations .number { float: left; margin-right: 22px; text-align: left; }
  .violations .number::before { content: attr(data-title) ": "; color: var(--quiet); }
}
@media print {
  :root {
    --page: #ffffff; --card: #ffffff; --ink: #000000; --quiet: #444444; --line: #bbbbbb;
    --base: #777777; --base-ground: #ffffff; --now: #000000; --now-ground: transparent; --alarm: #000000; --alarm-ground: #ffffff; --clean: #000000;
  }
  body { font-size: 10pt; }
  main { max-width: none; padding: 0; }
  .cards { grid-template-columns: 1fr 1fr; }
  article, .violations tr { break-inside: avoid; }
  h2 { break-after: avoid; }
  figure details { display: none; }
  .series svg { min-width: 0; }
  .wide details::details-content { content-visibility: visible; height: auto; }
}
`;
