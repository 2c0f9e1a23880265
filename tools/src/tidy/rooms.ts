/**
 * Who may import whom (ARCHITECTURE.md, "Who may import whom"). A row is a room, its entries are the specifiers of
 * other rooms that its shipped code may import. Tests and benchmarks may import whatever their room declares.
 */
const LIB = ['@kazasu/bytes', '@kazasu/card', '@kazasu/pki', '@kazasu/oidc'];
const SERVER = ['@kazasu/server/*'];
/** What each deployable says of itself as a process: its settings; the rest it loads when it is run. */
const SERVICES = ['authority', 'phone', 'provider', 'timestamp', 'verifier'].map(
  (name) => `@kazasu/${name}/service`,
);

export const MAY_IMPORT: { readonly [room: string]: readonly string[] } = {
  'lib/bytes': [],
  'lib/card': ['@kazasu/bytes'],
  'lib/pki': ['@kazasu/bytes'],
  'lib/oidc': ['@kazasu/bytes'],
  'lib/evidence': ['@kazasu/bytes', '@kazasu/pki', '@kazasu/pki/rule'],
  'kit/server': ['@kazasu/bytes', '@kazasu/oidc'],
  'kit/ui': [],
  'kit/reader': ['@kazasu/bytes', '@kazasu/card'],
  'services/authority': [
    ...LIB,
    '@kazasu/card/portrait',
    '@kazasu/pki/issue',
    ...SERVER,
    '@kazasu/ui',
    '@kazasu/ui/*',
  ],
  'services/provider': [
    '@kazasu/bytes',
    '@kazasu/card/integrity',
    '@kazasu/pki/login',
    '@kazasu/pki/explain',
    '@kazasu/oidc',
    ...SERVER,
    '@kazasu/ui',
    '@kazasu/ui/*',
    '@kazasu/authority/api',
    '@kazasu/authority/client',
  ],
  'services/timestamp': [
    '@kazasu/bytes',
    '@kazasu/pki',
    '@kazasu/pki/issue',
    ...SERVER,
    '@kazasu/ui',
    '@kazasu/ui/text',
  ],
  'services/verifier': [
    '@kazasu/bytes',
    '@kazasu/pki',
    '@kazasu/pki/xades',
    '@kazasu/evidence',
    ...SERVER,
    '@kazasu/ui',
    '@kazasu/ui/*',
    '@kazasu/authority/api',
    '@kazasu/authority/client',
    '@kazasu/provider/api',
  ],
  'apps/phone': [
    '@kazasu/bytes',
    '@kazasu/card',
    '@kazasu/reader/*',
    ...SERVER,
    '@kazasu/ui',
    '@kazasu/ui/*',
    '@kazasu/authority/api',
    '@kazasu/provider/api',
  ],
  'apps/evidence': [
    '@kazasu/bytes',
    '@kazasu/pki',
    '@kazasu/evidence',
    '@kazasu/server/clock',
    '@kazasu/ui',
    '@kazasu/ui/*',
  ],
  'apps/serve': [
    ...SERVER,
    ...SERVICES,
    '@kazasu/authority/administration',
    '@kazasu/provider/administration',
    '@kazasu/provider/keys',
    '@kazasu/verifier/administration',
  ],
  'apps/cli': [
    '@kazasu/bytes',
    '@kazasu/card',
    '@kazasu/card/virtual',
    '@kazasu/card/trace',
    '@kazasu/card/portrait',
    '@kazasu/card/licence',
    '@kazasu/card/portrait',
    '@kazasu/card/residence',
    '@kazasu/card/residence/node',
    '@kazasu/pki',
    '@kazasu/pki/xades',
    '@kazasu/evidence',
    '@kazasu/oidc',
    '@kazasu/reader/*',
    ...SERVER,
    '@kazasu/authority/api',
    '@kazasu/provider/api',
    '@kazasu/verifier/api',
    '@kazasu/phone/headless',
    '@kazasu/serve',
    '@kazasu/town',
    '@kazasu/town/*',
  ],
  'sdk/rp': [
    '@kazasu/oidc',
    '@kazasu/pki',
    '@kazasu/pki/assemble',
    '@kazasu/pki/assemble/xml',
    '@kazasu/bytes',
  ],
  'examples/reservation': ['@kazasu/rp', '@kazasu/rp/*'],
  'examples/town-office': ['@kazasu/rp', '@kazasu/rp/*'],
  town: ['@kazasu/*'],
  conformance: ['@kazasu/*'],
  bench: ['@kazasu/*'],
  tools: ['@kazasu/*'],
};

export function mayImport(room: string, specifier: string): boolean {
  return (MAY_IMPORT[room] ?? []).some((allowed) =>
    allowed.endsWith('/*') ? specifier.startsWith(allowed.slice(0, -1)) : specifier === allowed,
  );
}
