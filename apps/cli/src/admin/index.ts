/**
 * What two administrators must agree to, from the terminal: proposed, looked at, agreed to, rejected. Refuses to agree to a content whose
 * digest is not the one that was typed.
 */
export { changeOf, type ProposeOptions } from './change.ts';
export { decide, listAdministrators, pending, propose, show, trust } from './proposals.ts';
export { administratorTable, carriedOutText, proposalTable, proposalText } from './tell.ts';
