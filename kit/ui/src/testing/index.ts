/**
 * Helpers for tests of rooms that have texts and pages: a browser, and what is wrong with a page for those who hear it, walk
 * it by keyboard, magnify it or choose its colours. Each answers with lines of faults, so that a test is
 * `assert.deepEqual(await axeFaults(page, { lang: 'ja' }), [])`. Never part of what is shipped.
 */
export { type AxeOptions, axeFaults } from './axe.ts';
export { type BrowserOptions, launchBrowser } from './browser.ts';
export { faultsOf } from './catalogue-faults.ts';
export { forcedColours } from './forced-colours.ts';
export { keyboardWalk, type Stop, type Walk } from './keyboard.ts';
export { zoomFaults, zoomFaultsOf } from './zoom.ts';
