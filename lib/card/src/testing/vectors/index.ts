/** The card's vectors: their format, and how both halves replay them. For tests and the generator alone. */

export type { PinName } from '../../virtual/index.ts';
export { contentsOf, triesSpent, type VectorCard, vectorCard } from './card.ts';
export * from './format.ts';
export { layoutJson } from './layout.ts';
export { type Random, randomFrom, recordedRandom } from './random.ts';
export { replayOnCard } from './replay-card.ts';
export { type Outcome, outcomeOf, replayWithReader } from './replay-reader.ts';
export { fromJson, toJson } from './values.ts';
