/** Changes that no test notices, and why none is written for them. */
export interface Remaining {
  /** Markdown. */
  readonly where: string;
  readonly change: string;
  readonly why: string;
}

export const REMAINING: readonly Remaining[] = [
  {
    where: '`jwk/import.ts`, `jwk/export.ts`, `jws/verify.ts`, `jws/algorithm.ts`',
    change: 'a check of kind, curve or length that is made twice is left out once',
    why: 'the second check refuses with the same code: a key of another kind has not the members that are read next, and one that is too short was refused by the octets of its modulus',
  },
  {
    where: '`jws/parse.ts`, `json/members.ts`, `dpop/parse.ts`, `dpop/verify.ts`',
    change: '`=== undefined` beside another condition becomes `false`',
    why: 'written for the compiler: where the one is undefined the other holds, or the next step refuses with the same code',
  },
  {
    where: '`claims/`, `dpop/verify.ts`, `request-object/parse.ts`',
    change: "`!== undefined &&` or `typeof … === 'number' &&` becomes `true`",
    why: 'what is undefined or no number compares as false with every time',
  },
  {
    where: '`json/parse.ts`, `jws/parse.ts`, `jwk/import.ts`, `jwk/key-set.ts`',
    change: 'an error that is not ours is taken for one of ours, or the body of a catch is left out',
    why: 'nothing else is thrown there; the next step refuses with the same code',
  },
  {
    where: 'lengths in `dpop/`, `client-assertion/`, `authorization/`, `id-token/`, `jwk/`',
    change: '`>` becomes `>=`',
    why: 'a bound against waste, one more or one less; those that a standard or a contract names have tests on both sides',
  },
  {
    where: '`error.ts`',
    change: 'the cause is left out, or there is one that is undefined',
    why: 'for whoever looks at a stack; nothing goes by it',
  },
  {
    where: "`'utf8'`, `'ascii'` of a hash or a buffer",
    change: 'becomes an empty string',
    why: 'Node takes UTF-8 then, and what is hashed is ASCII',
  },
];
