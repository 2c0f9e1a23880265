/**
 * The way through a procedure at the counter: what is asked for, what will become of the certificates, a last look, and what
 * came of it. Owns the fields of each event and what is foreseen of it. Refuses to decide anything: which events may
 * happen, and what they do, is the authority's own `event/`.
 */
export { portraitOf } from './body.ts';
export { type Fault, type Faults, type Field, presetOf, readFields, type Values } from './field.ts';
export * as fields from './fields.ts';
export { foresee } from './foresee.ts';
export { enteredRows, fieldset, hiddenFields } from './form-html.ts';
export { eventTexts, possibleEvents } from './possible.ts';
export { resultPage } from './result-page.ts';
export { mountEventPages } from './routes.ts';
