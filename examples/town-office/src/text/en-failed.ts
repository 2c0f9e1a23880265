import type { failedJa } from './ja-failed.ts';

export const failedEn: typeof failedJa = {
  again: 'Back to your application',
  apply: 'Begin an application',
  home: 'Back to the first page',
  stopped: {
    title: 'Nothing was signed',
    body: 'You stopped in the app, or the card cannot sign. No application was sent; what you entered is still here.',
    todo: [
      'To go on, return to your application and sign again.',
      'If the signature password is blocked, have it reset at the office of your municipality or at a kiosk in a convenience store.',
      'Cards of children under 15 have no signature certificate: a guardian applies at the counter.',
    ],
  },
  expired: {
    title: 'Your certificate has expired',
    body: 'The certificate on your card has expired and cannot be used. No application was sent.',
    todo: ['Have it renewed at the office of your municipality, then apply again.'],
  },
  unavailable: {
    title: 'It did not finish in time',
    body: 'Time ran out, or a service that is needed could not be reached. No application was sent.',
    todo: ['Please try again a little later.'],
  },
  refused: {
    title: 'Your card could not be verified',
    body: 'The check of the card was not completed. No application was sent.',
    todo: [
      'Check your card and password, and try again.',
      'If the certificate is revoked, ask the office of your municipality for a new one.',
    ],
  },
  outdated: {
    title: 'This page cannot go on',
    body: 'The page is old, or something was begun on another page since.',
    todo: ['Please go on from one of the buttons below.'],
  },
  fault: {
    title: 'A service could not be reached',
    body: 'Something went wrong between this site and the services that it needs. No application was sent.',
    todo: ['Please try again a little later.'],
  },
  tooLarge: {
    title: 'That is too long',
    body: 'What was sent is longer than this office can take. No application was sent.',
    todo: ['Please shorten what you entered, and try again.'],
  },
  busy: {
    title: 'Many people are applying now',
    body: 'No further application can be begun at this moment. No application was sent.',
    todo: ['Please try again a little later. If it is urgent, apply at the counter.'],
  },
  notFound: { title: 'There is no such page', body: 'Please check the address.' },
};
