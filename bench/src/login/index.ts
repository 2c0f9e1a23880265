/**
 * The login benchmark: the authorization-code flow at our provider and at npm oidc-provider in turn, each on one core,
 * the load on another. Owns both servers' set-up and the fairness of the comparison: same client authentication,
 * PKCE and ID token algorithm, same concurrency, alternating rounds, medians. Never a test: it asserts no time.
 *
 * What differs, and in whose favour: ours verifies a card (RSA, certificate path, revocation, signed items), keeps
 * everything in a durable store and needs three more requests for the phone; the peer keeps everything in memory and
 * approves at once.
 */
export { type LoginBenchOptions, type LoginBenchResult, runLoginBench } from './run.ts';
