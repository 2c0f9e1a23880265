import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** Waits until the terminal shows `expect`, then types. */
export interface Step {
  readonly expect: string;
  readonly type: string;
}

export interface Played {
  /** Everything that the terminal showed. */
  readonly shown: string;
  /** Exit code, or the negative number of the signal. */
  readonly status: number;
  /** Whether the terminal would have shown a key, when each step was typed. */
  readonly echoed: readonly boolean[];
  /** Whether echo, line editing and signals by keys are on after the end. */
  readonly restored: boolean;
}

/** In Python, because Node has no terminals to offer. The terminal is opened by the player and outlives the command, so that its state can be looked at afterwards. */
const PLAYER = `
import json, os, select, subprocess, sys, termios, time
play = json.load(sys.stdin)
player, terminal = os.openpty()
def take_terminal():
    os.setsid()
    import fcntl
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)
child = subprocess.Popen(play['command'], stdin=terminal, stdout=terminal, stderr=terminal, env=play['env'], preexec_fn=take_terminal)
shown = b''
def flags():
    return termios.tcgetattr(terminal)[3]
def read(seconds):
    global shown
    if select.select([player], [], [], seconds)[0]:
        shown += os.read(player, 65536)
        return True
    return False
echoed = []
end = time.monotonic() + 30
at = 0
for step in play['steps']:
    while step['expect'].encode() not in shown[at:] and child.poll() is None and time.monotonic() < end:
        read(0.05)
    found = shown.find(step['expect'].encode(), at)
    if found < 0:
        break
    at = found + len(step['expect'].encode())
    echoed.append(bool(flags() & termios.ECHO))
    os.write(player, step['type'].encode())
while child.poll() is None and time.monotonic() < end:
    read(0.05)
if child.poll() is None:
    child.kill()
    child.wait()
while read(0.05):
    pass
on = termios.ECHO | termios.ICANON | termios.ISIG
print(json.dumps({'shown': shown.decode(), 'status': child.returncode, 'echoed': echoed, 'restored': flags() & on == on}))
`;

/** Runs a command at a terminal of its own, with a person who follows the steps. */
export async function playAtTerminal(
  python: string,
  command: readonly string[],
  steps: readonly Step[],
  env: Record<string, string>,
): Promise<Played> {
  const player = spawn(python, ['-c', PLAYER], { stdio: ['pipe', 'pipe', 'inherit'] });
  const out: Buffer[] = [];
  player.stdout.on('data', (data: Buffer) => out.push(data));
  player.stdin.end(JSON.stringify({ command, steps, env }));
  await once(player, 'close');
  return JSON.parse(Buffer.concat(out).toString()) as Played;
}
