/** The provider's HTTP contracts: types and schemas that the phone app, the command line and the town share. */
export * from './admin.ts';
export * from './administration.ts';
export * from './app.ts';
export {
  challengeMessage,
  chipMessage,
  possessionOctets,
  registrationMessage,
  signingMessage,
} from './challenge.ts';
export * from './holder.ts';
export { itemProofOf, provedItems } from './proved-items.ts';
export * from './sandbox.ts';
export { harmlessName, isReadable, readsAsWritten } from './shown-name.ts';
export * from './sign.ts';
