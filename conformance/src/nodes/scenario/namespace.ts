import { execFileSync } from 'node:child_process';

/** A network of its own, joined to this machine's by one cable. Needs root. */
export interface Namespace {
  /** What starts a program in it. */
  readonly through: readonly string[];
  /** Of the end in it. */
  readonly address: string;
  /** From now on whatever is sent over the cable is lost on the way, both ways, and nobody is told. */
  cut(): void;
  mend(): void;
  close(): void;
}

/** Why it cannot be had here, or false. */
export function namespaceMissing(): string | false {
  if (process.getuid?.() !== 0) return 'network namespaces need root';
  try {
    ip('netns', 'list');
    return false;
  } catch {
    return 'network namespaces need ip: apt-get install iproute2';
  }
}

/** Nobody has it, so what is sent to it arrives nowhere. */
const NOBODY = '02:00:00:00:00:01';

export function createNamespace(): Namespace {
  const number = process.pid % 16_384;
  const [name, near, far] = [`kazasu-${process.pid}`, `kz${number}a`, `kz${number}b`];
  const net = `10.199.${number >> 6}`;
  const [here, there] = [`${net}.${(number & 63) * 4 + 1}`, `${net}.${(number & 63) * 4 + 2}`];
  ip('netns', 'add', name);
  ip('link', 'add', near, 'type', 'veth', 'peer', 'name', far, 'netns', name);
  ip('addr', 'add', `${here}/30`, 'dev', near);
  ip('link', 'set', near, 'up');
  for (const words of [
    ['addr', 'add', `${there}/30`, 'dev', far],
    ['link', 'set', far, 'up'],
    ['link', 'set', 'lo', 'up'],
  ]) {
    ip('-n', name, ...words);
  }
  const lead = (hardware: readonly string[]) => {
    ip('neigh', ...(hardware.length > 0 ? ['replace'] : ['del']), there, ...hardware, 'dev', near);
    ip('-n', name, 'neigh', ...(hardware.length > 0 ? ['replace'] : ['del']), here, ...hardware, 'dev', far);
  };
  return {
    through: ['ip', 'netns', 'exec', name],
    address: there,
    cut: () => lead(['lladdr', NOBODY, 'nud', 'permanent']),
    mend: () => lead([]),
    close: () => ip('netns', 'del', name),
  };
}

function ip(...words: string[]): void {
  execFileSync('ip', words, { stdio: ['ignore', 'ignore', 'pipe'] });
}
