/** The authority as a process: what can be set, and where the rest is loaded from. */
import { defineService } from '@kazasu/server/serve';
import * as v from 'valibot';
import { AuthoritySettings, isApart, isOfTests, NOT_APART, NOT_OF_TESTS } from './config.ts';

const File = v.pipe(v.string(), v.minLength(1), v.maxLength(8_192));

/** What custody.ts wants to know beside the key folder; docs/operate/ceremony.md tells of it. */
const CUSTODY = {
  /** PKCS#11 module; with it roots and responders sign in a token. */
  tokenModule: v.optional(File),
  /** Its label. */
  token: v.optional(v.pipe(v.string(), v.minLength(1), v.maxLength(32))),
  /** Files that make the token's PIN, with colons between. */
  tokenPinFile: v.optional(File),
  /** `roots.json` of the ceremonies. */
  rootsFile: v.optional(File),
};

/** The settings of the service, each of its rules included, and those of its custody. */
export const AuthorityProcessSettings = v.pipe(
  v.strictObject({ ...AuthoritySettings.entries, ...CUSTODY }),
  v.check((settings) => isOfTests(settings), NOT_OF_TESTS),
  v.check((settings) => isApart(settings), NOT_APART),
);

export type AuthorityProcessSettings = v.InferInput<typeof AuthorityProcessSettings>;

/** The authority's own, and those of its custody. */
export function apart({ tokenModule, token, tokenPinFile, rootsFile, ...own }: AuthorityProcessSettings) {
  return { own, custody: { tokenModule, token, tokenPinFile, rootsFile } };
}

export const authorityService = defineService({
  name: 'authority',
  summary: 'certificates and cards through their life, revocation, latest items, the counter',
  port: 4003,
  stored: true,
  settings: AuthorityProcessSettings,
  // Custody had these names before; the token of a process's keys, which this service refuses, makes way.
  names: {
    'keys.token': 'KAZASU_KEYS_TOKEN',
    'keys.token.module': 'KAZASU_KEYS_TOKEN_MODULE',
    'keys.token.label': 'KAZASU_KEYS_TOKEN_LABEL',
    'keys.token.pinFile': 'KAZASU_KEYS_TOKEN_PIN_FILE',
  },
  publicUrl: ({ publicUrl }) => publicUrl,
  load: async () => (await import('./program.ts')).program,
});
