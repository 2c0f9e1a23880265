/**
 * What is handed over: exactly the items that were asked for, shown to the person first, sealed from the moment the
 * card was judged until the relying party fetches them. Refuses to open them for any other session.
 */
export { type Items, type SecretItems, sealItems, selectItems, unsealItems } from './items.ts';
