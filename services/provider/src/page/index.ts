/**
 * The pages a person's browser sees: waiting for the phone, asking for its digits, waiting for the person, ended, not for this browser, refused request, logged out. Written by
 * the server, Japanese first, English beside; nothing inline, so that the strictest content policy holds. They say
 * who asks and from where, and never who the person is.
 */
export { assetsPath, mountPages } from './assets.ts';
export { elsewherePage } from './elsewhere-page.ts';
export { languageOf } from './language.ts';
export { matchPage } from './match-page.ts';
export {
  brokenPage,
  busyPage,
  endedPage,
  errorPage,
  loggedOutPage,
  logoutPage,
  logoutRefusedPage,
  strangerPage,
  tooOftenPage,
  unknownPage,
} from './message-page.ts';
export { type QrCode, qrCode } from './qr.ts';
export { waitingPage } from './waiting-page.ts';
