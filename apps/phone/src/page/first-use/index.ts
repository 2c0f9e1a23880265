/**
 * The first use in nine steps: welcome, what will happen, terms, personal data, screen lock, card and PIN at hand, PIN, hold the
 * card, done. Owns what the provider has begun, the PIN and the new session until the end, all in memory; the address names the
 * step and nothing else, so that the back button works and a reload loses no more than it must.
 */
export { FirstUsePage } from './FirstUsePage.tsx';
export { SetUp, type SetUpState } from './set-up.ts';
export { createFurthest, type Furthest, SET_UP_STEPS, type SetUpStep } from './steps.ts';
