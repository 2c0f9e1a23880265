/**
 * The sandbox (テストカード代替機能, facts api.md 8): in place of holding a card, a relying party's developer chooses a person and an
 * outcome, on a page or in the address of the authorization request, and the relying party gets what the API would give.
 *
 * A success is none of ours: who plays phone and card (town/src/substitute) opens the interaction, and what comes of it is judged like
 * any phone's. Other outcomes are made at the place where a real one is made: an end of the interaction, or an answer of the token
 * endpoint, userinfo or the signature API; the table `outcome/` says which. Never is anything issued that a card has not proved.
 *
 * The chain of an outcome: `from-address.ts` or `choose.ts` (an address, or the page) → `choice.ts` (whether it may be) → `carry-out.ts` (the
 * end that was chosen, remembered in `choice-store.ts`) → `substitute.ts` (a card is played) or `interaction/end-from-outside.ts` (any other
 * end) → `sandbox.ts` (in place of the answer) → `later.ts` (what comes after it). `busy.ts` counts whoever waits meanwhile.
 *
 * A strict client writes what it asks for into what it pushes; `from-pushed.ts` ends what ends there.
 *
 * There is none of it without `sandbox` in the configuration, and not for clients whose mode is `off`.
 * Routes: `GET|POST /interactions/{id}/sandbox` of the browser that began, `GET /sandbox/outcomes`, `GET /sandbox/persons`.
 */
export { SANDBOX_TABLES, sweepChoices } from './choice-store.ts';
export { answerAtOnce, askedInAddress, chosenInAddress } from './from-address.ts';
export { beforePushed } from './from-pushed.ts';
export { OUTCOMES } from './outcome/index.ts';
export { mountSandbox } from './routes.ts';
export { openSandbox, type Sandbox } from './sandbox.ts';
