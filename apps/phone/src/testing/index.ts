/**
 * A provider and a card to test the app against, without the rest of the town. For tests of this room, and of what the page speaks to; nothing
 * shipped imports it.
 */
export { type Texts, textsIn } from '../page/text/index.ts';
export { addLock, button, heading, setUp, typePin, visitApp } from './app-visit.ts';
export { createFakeProvider, FAKE_BASE, type FakeProvider } from './fake-provider.ts';
export {
  createChildCard,
  createTestCard,
  TEST_BIRTHDATE_KEY,
  TEST_ITEMS,
  TEST_PINS,
  type TestCard,
} from './test-card.ts';
export { at, setUpLogin, toHold, toPin, typed } from './test-login.ts';
