/** The app's server as a process: what can be set. */
import { defineService } from '@kazasu/server/serve';
import * as v from 'valibot';

const Url = v.pipe(v.string(), v.maxLength(200), v.url(), v.regex(/^https?:\/\/[^?#]*[^?#/]$/));

export const PhoneSettings = v.strictObject({
  /** Where the provider's API begins, without a slash at the end. */
  providerBase: Url,
  /** Says at the foot of every page that nothing is real. */
  testEnvironment: v.optional(v.boolean(), true),
  /** Where the local agent listens on people's computers; without it no reader is offered. */
  agentUrl: v.optional(Url),
  /** Where certificates for phones are issued; without it none are offered. */
  authorityUrl: v.optional(Url),
  /** Where the pages are reached. */
  publicUrl: v.optional(Url),
});
export type PhoneSettings = v.InferInput<typeof PhoneSettings>;

export const phoneService = defineService({
  name: 'phone',
  summary: 'the pages of the app',
  port: 4002,
  stored: false,
  settings: PhoneSettings,
  publicUrl: ({ publicUrl }) => publicUrl,
  load: async () => (await import('./program.ts')).program,
});
