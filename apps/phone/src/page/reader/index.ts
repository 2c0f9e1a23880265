/**
 * Other ways to a card than the town's: a reader of this computer, by the local agent, and this device itself, by a certificate of its own.
 * Owns how the app speaks to the agent and what lies in this device becomes a reader; what is lent and to whom is the agent's to decide, what the certificate's
 * keys are kept under is `phone-certificate/`'s. The token of a pairing is in memory alone and ends with the page.
 */
export { createAgentReader } from './agent.ts';
export { AgentClient } from './agent-client.ts';
export { createPhoneReader, isPhoneReader, type PhoneReader } from './phone.ts';
