/** For this library's tests only: a provider made of jose and plain HTTP messages, which can be made to misbehave. */
export { type FakeProvider, fakeProvider, ISSUER } from './fake-provider.ts';
export { type SigningBehaviour, TRANSACTION, withSigning } from './fake-signing.ts';
