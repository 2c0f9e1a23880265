/** The card's applications: identifiers, files and their formats. No commands are sent from here. */
export { AID } from './aid.ts';
export * from './jpki/index.ts';
export * from './text/index.ts';
