/** The pages, rendered on the server: no script, no inline style, every value escaped. */
export { applyPage } from './apply.ts';
export { confirmPage } from './confirm.ts';
export { failedPage, notFoundPage, type Problem } from './failed.ts';
export { logoFile } from './icon.ts';
export { landingPage } from './landing.ts';
export type { Part, View } from './layout.ts';
export { type Links, resultPage } from './result.ts';
