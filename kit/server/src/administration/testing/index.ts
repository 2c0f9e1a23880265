/** Who administers in tests. Refuses nothing; services' tests alone use it. */
export { type Answered, Hand } from './hand.ts';
