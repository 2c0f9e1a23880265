import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { listReaders, type ReaderError } from '@kazasu/reader/pcsc';
import { environment } from '@kazasu/server/config';
import { OPENSSL, type PeerProgram, requirePeer } from '@kazasu/server/peer';

const SYSTEM = ['/usr/sbin', '/sbin', '/usr/local/sbin'];
const OPENSC = 'apt-get install opensc';

const PROGRAMS: readonly PeerProgram[] = [
  { name: 'OpenSC', commands: ['opensc-tool'], remedy: OPENSC },
  { name: 'pcscd', commands: ['pcscd'], folders: SYSTEM, remedy: 'apt-get install pcscd' },
  { name: 'unshare', commands: ['unshare'], remedy: 'apt-get install util-linux' },
  { name: 'ip', commands: ['ip'], folders: SYSTEM, remedy: 'apt-get install iproute2' },
  OPENSSL,
];

/** Debian's package puts the description of the reader here, and pcscd reads it from nowhere else. */
const VPCD_CONFIGURATION = '/etc/reader.conf.d/vpcd';

/**
 * Own network (port 35963 and no delayed acknowledgements), own mounts (the socket of pcscd), own processes (all end with
 * the first). Who is not root becomes root of a user namespace first.
 */
export function unshareOptions(): string[] {
  const user = process.getuid?.() === 0 ? [] : ['--user', '--map-root-user'];
  return [...user, '--mount', '--net', '--pid', '--fork', '--kill-child=KILL', '--'];
}

/** For node:test's `skip`: false, or what is missing and how to get it. Throws where peers are required. */
export function missingForCards(): string | false {
  for (const program of PROGRAMS) {
    const { missing } = requirePeer(program);
    if (missing !== false) return missing;
  }
  if (!existsSync(VPCD_CONFIGURATION)) {
    return required('the virtual reader was not found (apt-get install vsmartcard-vpcd)');
  }
  const tried = spawnSync('unshare', [...unshareOptions(), 'true'], { encoding: 'utf8' });
  return tried.status === 0 ? false : required(`no private namespaces here: ${tried.stderr.trim()}`);
}

const BUILD = 'apt-get install build-essential libpcsclite-dev; npm ci';

/** As {@link missingForCards}, for our way to a reader: its binding is compiled when it is installed. */
export async function missingForReaders(): Promise<string | false> {
  const code = await listReaders().then(
    () => undefined,
    (error: ReaderError) => error.code,
  );
  return code === 'reader/unsupported' ? required(`the package smartcard was not built (${BUILD})`) : false;
}

/** As {@link missingForCards}, for programs of ours that speak PKCS#11. */
export async function missingForPkcs11(): Promise<string | false> {
  try {
    await import('pkcs11js');
    return false;
  } catch {
    return required(`the package pkcs11js was not built (${BUILD})`);
  }
}

function required(missing: string): string {
  if ((environment().KAZASU_REQUIRE_PEERS ?? '') !== '') throw new Error(missing);
  return missing;
}

/** OpenSC's PKCS#11 module, wherever this system and its architecture keep it. */
export function pkcs11Module(): string {
  const folders = ['/usr/lib', '/usr/lib64', '/usr/local/lib'].flatMap((folder) => [
    folder,
    ...(existsSync(folder) ? readdirSync(folder).map((name) => join(folder, name)) : []),
  ]);
  const found = folders.map((folder) => join(folder, 'opensc-pkcs11.so')).find(existsSync);
  if (found === undefined)
    throw new Error(`OpenSC's PKCS#11 module was not found (apt-get install opensc-pkcs11)`);
  return found;
}
