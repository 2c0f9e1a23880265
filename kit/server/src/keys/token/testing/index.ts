/**
 * A token in software, in a folder of its own (SoftHSM2), for tests of whoever keeps keys in tokens. Owns finding the
 * module and pointing this process at the token. Refuses to be secret: the PIN is a constant.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { environment } from '../../../config/index.ts';
import { type PeerProgram, requirePeer } from '../../../peer/index.ts';

const SOFTHSM: PeerProgram = {
  name: 'SoftHSM2',
  commands: ['softhsm2-util'],
  remedy: 'apt-get install softhsm2',
};
const MODULES = [
  '/usr/lib/softhsm/libsofthsm2.so',
  '/usr/lib64/softhsm/libsofthsm2.so',
  '/usr/local/lib/softhsm/libsofthsm2.so',
];
export const TOKEN = { token: 'kazasu-test', pin: { text: 'a pin of two custodians' } } as const;

/** For node:test's `skip`: false, or what is missing and how to get it. Throws where peers are required. */
export function tokenMissing(): string | false {
  const { missing } = requirePeer(SOFTHSM);
  if (missing !== false) return missing;
  const module = softHsmModule();
  return module === undefined ? 'the module of SoftHSM2 was not found (apt-get install libsofthsm2)' : false;
}

export function softHsmModule(): string | undefined {
  return MODULES.find((path) => existsSync(path));
}

export interface TestToken {
  readonly module: string;
  readonly token: string;
  readonly pin: { readonly text: string };
  /** What lies here is the token: moved away, it is taken out. */
  readonly folder: string;
  /** For processes that use the same token. */
  readonly env: Readonly<Record<string, string>>;
  remove(): void;
}

/** Makes a token, and points this process at it: the module reads SOFTHSM2_CONF whenever it is started. */
export function makeToken(): TestToken {
  const outer = mkdtempSync(join(tmpdir(), 'kazasu-token-'));
  const folder = join(outer, 'tokens');
  const conf = join(outer, 'softhsm2.conf');
  mkdirSync(folder, { mode: 0o700 });
  writeFileSync(conf, `directories.tokendir = ${folder}\nobjectstore.backend = file\nlog.level = ERROR\n`);
  const env = { SOFTHSM2_CONF: conf };
  const { path } = requirePeer(SOFTHSM);
  const { token, pin } = TOKEN;
  const args = [
    '--init-token',
    '--free',
    '--label',
    token,
    '--pin',
    pin.text,
    '--so-pin',
    'security officer',
  ];
  execFileSync(path, args, { env: { ...environment(), ...env }, stdio: 'ignore' });
  Object.assign(process.env, env);
  const remove = () => rmSync(outer, { recursive: true, force: true });
  return { module: softHsmModule() ?? '', token, pin, folder, env, remove };
}
