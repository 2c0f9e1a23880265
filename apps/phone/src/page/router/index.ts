/**
 * Which page of the app is shown, and the way back. A page has its name in the fragment of the address (`#history`,
 * `#help/pin_blocked`), so that the back button and a bookmark work and no server learns it. Nothing of a person stands there: an
 * entry of the history is named by its place in a list that only this tab has. A login has no address: it is shown where the
 * start page would be, as long as it lasts.
 */
export { hrefOf, type Route, routeIn, SETTINGS_PARTS, type SettingsPart } from './route.ts';
export { createRouter, type Router } from './router.ts';
