/**
 * What a My Number Card is made of: its applications, a file each, as tables from file number to kind and access rule,
 * and its instructions. No behaviour stands here.
 */
export { myNumberCard } from './my-number-card.ts';
