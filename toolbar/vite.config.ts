import { defaultClientConditions, defineConfig } from 'vite';

/** What the page and its later parts both stand on, in one file: many small ones pack less well. */
const SHARED =
  /@lit[/+]|lit-html[^?]*\/lit-html\.js|lit-element|protocol\/src\/(tables\/(party|capabilities|transition)|wire\/commands)|state\/(contacts|call-changes|call-commands|selectors)\.ts|ui\/(in-words|phone-numbers|on-demand|styles|icons)\.ts/;

// The product alone. The local Fusion around it has a build of its own.
export default defineConfig({
  // The customer decides under which path the toolbar is hosted.
  base: './',
  // RxJS in the language of today, and not in that of 2009 with helpers for it.
  resolve: { conditions: ['source', 'es2015', ...defaultClientConditions] },
  build: {
    outDir: 'dist',
    target: 'es2022',
    rolldownOptions: { output: { codeSplitting: { groups: [{ name: 'shared', test: SHARED }] } } },
  },
});
