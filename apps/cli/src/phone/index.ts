/**
 * The phone without a screen: goes through a login or a signature with a card of the town's box. Owns the order of steps
 * (browser, phone, browser) and what is said about them; the steps themselves are the app's (`@kazasu/phone/headless`). A card
 * that does not work stops it, as a person would, so that the relying party always gets an answer.
 */
export { isAppLink, parseUrl } from './link.ts';
export { type PhoneRequest, type PhoneResult, playPhone } from './play.ts';
