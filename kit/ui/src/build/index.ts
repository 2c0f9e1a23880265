/**
 * Builds the web pages: the shared style sheet with its fonts, and the pages of apps. Does nothing when the sources
 * have not changed since the last build, and is safe when several processes build at once. Loads the bundler only
 * when there is something to build. Knows no app; each app describes its pages as a `PageSource`.
 */
export { type BuildOptions, buildPages, type PageSource } from './build-pages.ts';
export type { SingleFile } from './single-file.ts';
