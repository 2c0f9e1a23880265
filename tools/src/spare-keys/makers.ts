/** Tests whose subject is the making of keys: theirs are made by `node:crypto`, each file in a process of its own. */
const MAKERS = [
  '/kit/server/src/keys/',
  '/services/authority/src/card/card.test.ts',
  '/services/authority/src/testing/card-keys.test.ts',
];

/** @param file absolute path of a test file */
export function makesKeys(file: string): boolean {
  return MAKERS.some((part) => file.includes(part));
}
