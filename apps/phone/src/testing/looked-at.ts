import type { ScreenName } from '../page/accessibility/result.ts';
import type { SetUpStep } from '../page/first-use/steps.ts';
import type { Screen } from '../page/login/index.ts';
import type { Route, SettingsPart } from '../page/router/index.ts';
import type { PhoneSetUpStep } from '../page/settings/phone-set-up.ts';
import type { ChangeStep } from '../page/settings/pin-change.ts';

/** Under which names it is looked at, or why it is not. */
type Looked = readonly [ScreenName, ...ScreenName[]] | string;
type LookedAt<Names extends string> = { readonly [name in Names]: Looked };

const AS_IN_SET_UP = 'its parts are those of the set-up: card-step, pin-step, hold-step, done';

/**
 * Every page and every screen of the app: one that is new does not compile until it is looked at, or it is said here why not. The public page
 * says of those that are listed in its table, and of no others, that they were tested.
 */
export const LOOKED_AT: {
  readonly page: LookedAt<Route['at']>;
  readonly setUp: LookedAt<SetUpStep>;
  readonly settings: LookedAt<SettingsPart>;
  readonly login: LookedAt<Screen['at']>;
  readonly pinChange: LookedAt<ChangeStep>;
  readonly phoneCertificate: LookedAt<PhoneSetUpStep['at']>;
  /** What stands in the place of a page, or on top of it. */
  readonly between: readonly ScreenName[];
} = {
  page: {
    home: ['home'],
    scan: ['scan'],
    'set-up': 'each step has its row',
    history: ['history', 'entry'],
    services: ['services'],
    settings: ['settings'],
    help: ['help', 'help-topic'],
    accessibility: ['accessibility'],
  },
  setUp: {
    welcome: ['welcome'],
    outline: ['outline'],
    terms: ['terms'],
    privacy: ['privacy'],
    lock: ['lock-step'],
    card: ['card-step'],
    pin: ['pin-step'],
    hold: ['hold-step'],
    done: ['done'],
  },
  settings: {
    lock: ['settings-lock'],
    display: ['settings-display'],
    pin: ['settings-pin'],
    certificates: ['settings-certificates'],
    phone: ['settings-phone'],
    passkeys: ['settings-passkeys'],
    app: ['settings-app'],
    erase: ['settings-erase'],
  },
  login: {
    starting: 'a sign of waiting, gone before it could be read',
    home: ['home'],
    elsewhere: ['elsewhere'],
    away: 'stands there only while nobody looks at the page',
    match: ['match'],
    confirm: ['confirm', 'sign-confirm', 'time-limit'],
    card: ['card', 'card-agent', 'card-phone'],
    pin: ['pin', 'pin-text', 'last-try', 'sign-password'],
    hold: ['hold', 'hold-slipped', 'unsent'],
    handover: ['handover', 'sign-handover'],
    done: ['approved'],
    ended: ['refused'],
  },
  pinChange: {
    which: ['settings-pin'],
    card: AS_IN_SET_UP,
    current: ['settings-pin-typing'],
    next: 'as the present one, with another heading',
    again: 'as the present one, with another heading',
    hold: AS_IN_SET_UP,
    done: AS_IN_SET_UP,
  },
  phoneCertificate: {
    looking: 'a sign of waiting, gone before it could be read',
    unavailable: ['settings-phone'],
    shown:
      'needs a browser whose authenticator keeps secrets; paragraphs, a list and buttons as on the other settings',
    card: AS_IN_SET_UP,
    password: 'its parts are those of a signature: sign-password',
    hold: AS_IN_SET_UP,
    issued: AS_IN_SET_UP,
    removed: AS_IN_SET_UP,
  },
  between: ['lock', 'unlink', 'stop', 'needs-account', 'load-fault'],
};
