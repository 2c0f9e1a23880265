/** Texts of pages that come when they are gone to. Named here for the tests; each page takes its own file. */
export { ACCESSIBILITY_TEXTS } from './accessibility.ts';
export { HELP_TEXTS } from './help.ts';
export { HISTORY_TEXTS } from './history.ts';
export { SERVICES_TEXTS } from './services.ts';
export { PIN_CHANGE_TEXTS, SETTINGS_TEXTS } from './settings.ts';
