/**
 * What may be stored of a message: tables of fields, and the rules they are made of. Owns the decision, for every parameter, member and
 * header, whether it is shown, shortened or masked. Refuses: everything that has no row, and every value without its row's form.
 */
export { pairsOf, shownPath } from './address.ts';
export { ANSWER_HEADERS, REQUEST_HEADERS } from './headers.ts';
export { site } from './parts.ts';
export { fieldsOf, isObject, masked } from './rule.ts';
export * from './session-tables.ts';
export type { Field, PersonalItem, Rule, RuleTable, Shown, ShownCertificate } from './shown.ts';
export * from './tables.ts';
export { payloadOf } from './token.ts';
