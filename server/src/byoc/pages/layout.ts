import { createHash } from 'node:crypto';
import { Html, html } from './html.js';

const STYLE = `
:root { color-scheme: light dark; --page: #f4f5f7; --card: #fff; --ink: #1c2330; --soft: #525c6b; --line: #d4d9e1;
  --act: #0b57c2; --on-act: #fff; --risk: #b3261e; --good: #0f6b3c; --focus: #0b57c2; }
@media (prefers-color-scheme: dark) { :root { --page: #14171c; --card: #1e232b; --ink: #e8ebf0; --soft: #a9b2c0;
  --line: #39414d; --act: #8ab8ff; --on-act: #0b1830; --risk: #ffb4ab; --good: #7fd6a4; --focus: #8ab8ff; } }
* { box-sizing: border-box; }
body { margin: 0; padding: 2rem 1rem; background: var(--page); color: var(--ink);
  font: 1rem/1.5 system-ui, -apple-system, 'Segoe UI', sans-serif; }
main { max-width: 40rem; margin: 0 auto; padding: 2rem; background: var(--card); border: 1px solid var(--line);
  border-radius: .75rem; }
h1 { margin: 0 0 .25rem; font-size: 1.5rem; line-height: 1.25; }
h2 { margin: 2rem 0 .5rem; font-size: 1.125rem; }
p { margin: .5rem 0; overflow-wrap: anywhere; }
nav { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; margin: 1rem 0 0; border-bottom: 1px solid var(--line); }
nav a { padding: .5rem 0; color: var(--soft); text-decoration: none; border-bottom: 3px solid transparent; }
nav a[aria-current] { color: var(--ink); border-color: var(--act); font-weight: 600; }
nav a:hover { color: var(--ink); }
ul { margin: 0; padding: 0; list-style: none; }
li { display: flex; flex-wrap: wrap; gap: .5rem 1rem; align-items: center; justify-content: space-between;
  padding: .75rem 0; border-top: 1px solid var(--line); }
li > div { flex: 1 1 14rem; min-width: 0; overflow-wrap: anywhere; }
small { display: block; color: var(--soft); font-size: .875rem; }
label { display: block; margin: 1rem 0 .25rem; font-weight: 600; }
select, input { width: 100%; padding: .5rem .75rem; font: inherit; color: inherit; background: var(--page);
  border: 1px solid var(--soft); border-radius: .375rem; }
[aria-invalid] { border-color: var(--risk); }
button, .button { display: inline-block; min-height: 2.75rem; padding: .5rem 1.25rem; font: inherit; font-weight: 600;
  color: var(--act); background: transparent; border: 1px solid currentColor; border-radius: .375rem; cursor: pointer;
  text-decoration: none; }
button.act { color: var(--on-act); background: var(--act); border-color: var(--act); }
.risk { color: var(--risk); }
form.add button { margin-top: 1.25rem; }
.row { display: flex; flex-wrap: wrap; gap: .75rem; margin-top: 1.5rem; }
footer { margin-top: 2rem; padding-top: 1rem; border-top: 1px solid var(--line); }
.soft { color: var(--soft); }
.told { padding: .75rem 1rem; border-left: 4px solid var(--good); background: var(--page); }
.wrong { color: var(--risk); }
:focus-visible { outline: 3px solid var(--focus); outline-offset: 2px; }
`;
// As one piece: white space inside it counts for its hash.
const STYLE_ELEMENT = new Html(`<style>${STYLE}</style>`);
const STYLE_HASH = createHash('sha256').update(STYLE).digest('base64');

/** A whole page. */
export function page(title: string, content: Html): string {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title}</title>
        ${STYLE_ELEMENT}
      </head>
      <body>
        <main>${content}</main>
      </body>
    </html>`.text;
}

/**
 * Headers under which nothing runs in a page, nobody frames it, and its forms lead nowhere else.
 * @param formTargets where its forms may lead; empty: it has none
 */
export function pageHeaders(formTargets: readonly string[]): Readonly<Record<string, string>> {
  const hasForms = formTargets.length > 0;
  return {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': [
      `default-src 'none'`,
      `style-src 'sha256-${STYLE_HASH}'`,
      `form-action ${hasForms ? formTargets.join(' ') : "'none'"}`,
      // It is opened in a tab of its own: a cookie of this kind would not even be sent in somebody's frame.
      `frame-ancestors 'none'`,
      `base-uri 'none'`,
    ].join('; '),
    'x-frame-options': 'DENY',
    // To others nothing. To itself the origin, by which a server knows its own forms.
    'referrer-policy': hasForms ? 'same-origin' : 'no-referrer',
  };
}
