/**
 * What two administrators must agree to, from the terminal: proposed, looked at, agreed to, rejected; and an authority's contracts. Refuses to agree to a content whose
 * digest is not the one that was typed.
 */
export { changeOf, type ProposeOptions } from './change.ts';
export { contractTable, createToken, endContract, listContracts } from './contract.ts';
export { decide, listAdministrators, pending, propose, show, trust } from './proposals.ts';
export { administratorTable, carriedOutText, proposalTable, proposalText } from './tell.ts';
