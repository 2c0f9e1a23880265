/**
 * What the operator has decided. Owns: the one look at the process environment, and the check of any configuration
 * against a schema. Refuses: half a configuration; every fault is reported at once, and no value is ever repeated,
 * because some of them are secrets.
 */

export { environment } from './environment.ts';
export { ConfigError, type ConfigFault, parseConfig } from './parse-config.ts';
