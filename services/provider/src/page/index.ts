/**
 * The pages a person's browser sees: waiting for the phone, ended, not for this browser, refused request. Written by
 * the server, Japanese first, English beside; nothing inline, so that the strictest content policy holds. They say
 * who asks and from where, and never who the person is.
 */
export { assetsPath, mountPages } from './assets.ts';
export { languageOf } from './language.ts';
export { brokenPage, endedPage, errorPage, unknownPage } from './message-page.ts';
export { type QrCode, qrCode } from './qr.ts';
export { waitingPage } from './waiting-page.ts';
