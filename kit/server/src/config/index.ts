/**
 * What the operator has decided. Owns: the one look at the process environment, reading settings from a file and from there, and
 * the check of any configuration against a schema. Refuses: half a configuration; every fault is reported at once, and no value is ever repeated,
 * because some of them are secrets.
 */

export { type Environment, environment } from './environment.ts';
export { type LoadedSettings, loadSettings, type SettingsSources } from './load-settings.ts';
export { maskedSettings } from './masked-settings.ts';
export { ConfigError, type ConfigFault, MISSING, parseConfig, UNKNOWN } from './parse-config.ts';
export { type Entries, type Names, type Setting, secretText, settingsOf } from './settings.ts';
