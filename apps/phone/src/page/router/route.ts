import { SET_UP_STEPS, type SetUpStep } from '../first-use/steps.ts';

export const SETTINGS_PARTS = [
  'lock',
  'display',
  'pin',
  'certificates',
  'phone',
  'passkeys',
  'app',
  'erase',
] as const;
export type SettingsPart = (typeof SETTINGS_PARTS)[number];

/** The pages of the app. `home` is also where a login is shown while there is one. */
export type Route =
  | { readonly at: 'home' }
  | { readonly at: 'scan' }
  /** One of the steps of the first use. */
  | { readonly at: 'set-up'; readonly step: SetUpStep }
  /** `entry`: the place in the list as it was last loaded, from 0. */
  | { readonly at: 'history'; readonly entry?: number }
  | { readonly at: 'services' }
  | { readonly at: 'settings'; readonly part?: SettingsPart }
  /** `code`: a code for support. */
  | { readonly at: 'help'; readonly code?: string }
  | { readonly at: 'accessibility' };

/** Has an address of its own, because a public body's policy is linked to from elsewhere. */
const ACCESSIBILITY_PATH = '/accessibility';

/** Codes for support: the words of an error code. */
const CODE = /^[a-z0-9_]{1,40}$/;
const PLACE = /^(?:0|[1-9][0-9]{0,4})$/;

/** The page that an address names; the start page for whatever names none. */
export function routeIn({ hash, pathname }: Pick<Location, 'hash' | 'pathname'>): Route {
  const [at = '', part] = hash.slice(1).split('/', 2);
  if (at === '') return { at: pathname === ACCESSIBILITY_PATH ? 'accessibility' : 'home' };
  switch (at) {
    case 'scan':
    case 'services':
    case 'accessibility':
      return { at };
    case 'history':
      return part !== undefined && PLACE.test(part) ? { at, entry: Number(part) } : { at };
    case 'set-up':
      return { at, step: SET_UP_STEPS.find((one) => one === part) ?? 'welcome' };
    case 'settings': {
      const known = SETTINGS_PARTS.find((one) => one === part);
      return known === undefined ? { at } : { at, part: known };
    }
    case 'help':
      return part !== undefined && CODE.test(part) ? { at, code: part } : { at };
    default:
      return { at: 'home' };
  }
}

/** The address of a page, within the app's origin. */
export function hrefOf(route: Route): string {
  switch (route.at) {
    case 'home':
      return '/';
    case 'history':
      return `/#history${route.entry === undefined ? '' : `/${route.entry}`}`;
    case 'set-up':
      return `/#set-up/${route.step}`;
    case 'settings':
      return `/#settings${route.part === undefined ? '' : `/${route.part}`}`;
    case 'help':
      return `/#help${route.code === undefined ? '' : `/${route.code}`}`;
    default:
      return `/#${route.at}`;
  }
}
