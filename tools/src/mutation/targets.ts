/** What is mutated, by which tests it is judged, and how much of it they must find at least. */
export interface Target {
  /** As it is typed. */
  readonly name: string;
  /** Copied as a whole, so that tests find what they stand on. */
  readonly room: string;
  readonly mutate: readonly string[];
  /** The tests of the same subject, and no others: what only a login from end to end finds, its own tests should find. */
  readonly tests: readonly string[];
  /** Of a hundred mutants; a little under what was published, as time-outs and property tests differ between runs. */
  readonly least: number;
}

/** A folder of the provider in which it judges what a client sends, and the tests of that, from its `src`. */
function checks(folders: readonly string[], tests: readonly string[], least: number): Target {
  const room = 'services/provider';
  return {
    name: `${room}/src/${folders[0]}`,
    room,
    mutate: [...folders.map((folder) => `${room}/src/${folder}/*.ts`), '!**/*.test.ts', '!**/index.ts'],
    tests: tests.map((test) => `${room}/src/${test}.test.ts`),
    least,
  };
}

export const TARGETS: readonly Target[] = [
  {
    name: 'lib/oidc',
    room: 'lib/oidc',
    mutate: ['lib/oidc/src/**/*.ts', '!**/*.test.ts', '!**/index.ts'],
    tests: ['lib/oidc/src/**/*.test.ts'],
    least: 93,
  },
  checks(['authorize'], ['authorize/authorize', 'sign/authorize', 'pushed-request/pushed-request'], 85),
  checks(['pushed-request'], ['pushed-request/pushed-request'], 81),
  checks(
    ['token', 'client-authentication'],
    [
      'token/token',
      'client-authentication/*',
      'dpop/dpop',
      'grant/grant',
      'limit/limit',
      'userinfo/userinfo',
    ],
    83,
  ),
  checks(['dpop'], ['dpop/dpop', 'dpop/kinds'], 78),
  checks(
    ['grant'],
    ['grant/grant', 'hostile', 'token/token', 'dpop/dpop', 'revocation/revocation', 'holder/services'],
    87,
  ),
  checks(['revocation', 'introspection'], ['revocation/revocation'], 85),
  checks(['logout'], ['logout/logout'], 87),
  checks(['person'], ['person/person'], 79),
];
