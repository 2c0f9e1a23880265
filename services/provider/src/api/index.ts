/** The provider's HTTP contracts: types and schemas that the phone app, the command line and the town share. */
export * from './admin.ts';
export * from './app.ts';
export { challengeMessage, chipMessage, possessionOctets, signingMessage } from './challenge.ts';
export { itemProofOf, provedItems } from './proved-items.ts';
export { harmlessName, isReadable, readsAsWritten } from './shown-name.ts';
export * from './sign.ts';
