import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { CardImage } from '@kazasu/authority/api';
import type { AgentPageResult } from './client/agent-page.ts';
import { missingForCards, missingForReaders } from './peers.ts';
import { openRig, type Rig } from './rig.ts';

const missing = missingForCards() || (await missingForReaders());
const KAZASU = resolve(import.meta.dirname, '../../../apps/cli/bin/kazasu.js');
const PAGE = join(import.meta.dirname, 'client/agent-page.ts');
const PATIENCE_MS = 20_000;

/** `kazasu agent` lends the virtual reader of pcscd to a page, as it lends any other. */
describe('the local agent at a reader', { skip: missing }, () => {
  let rig: Rig;
  let image: CardImage;
  let log = '';
  let pid = '';

  before(async () => {
    rig = await openRig();
    image = await rig.insert({ slot: 0, card: 'hanako', atr: 'contact' });
    await writeFile(join(rig.folder, 'image.json'), JSON.stringify(image));
    log = join(rig.folder, 'agent.log');
    pid = join(rig.folder, 'agent.pid');
    const line =
      '("$0" "$1" agent --json >"$2" 2>"$2.err" & echo $! >"$3"; wait $!; echo $? >"$2.status") >&- 2>&- &';
    await rig.succeed('sh', ['-c', line, process.execPath, KAZASU, log, pid]);
  });
  after(() => rig?.close());

  test('a page reads and signs through it, a second is told who holds the card, and a stranger nothing', async () => {
    const { stdout } = await rig.succeed(process.execPath, [PAGE, join(rig.folder, 'image.json'), log]);
    const result = JSON.parse(stdout) as AgentPageResult;
    assert.deepEqual(
      result.readers.map(({ name, card }) => [/Virtual PCD 00 0[01]$/.test(name), card]),
      [
        [true, true],
        [true, false],
      ],
    );
    for (const [name, outcome] of Object.entries(result.errands)) assert.equal(outcome, 'passed', name);
    assert.equal(Object.keys(result.errands).length, 5);
    assert.deepEqual(result.second, { status: 409, holder: { origin: 'http://localhost:4002', own: false } });
    assert.equal(result.stranger, 'nothing');
  });

  test('a page that went away without a word has let the card go', async () => {
    await logged(/"event":"released"/);
    const { stdout } = await rig.succeed(process.execPath, [KAZASU, 'card', 'info', '--json']);
    assert.equal(JSON.parse(stdout).kind, 'my-number', 'another program has it');
  });

  test('Ctrl+C ends it cleanly, and nothing of the card or the person was said', async () => {
    await rig.succeed('sh', ['-c', 'kill -INT "$(cat "$0")"', pid]);
    for (const limit = AbortSignal.timeout(PATIENCE_MS); ; ) {
      const status = await rig.run('cat', [`${log}.status`]);
      if (status.stdout.trim() !== '') {
        assert.equal(status.stdout.trim(), '0');
        break;
      }
      assert.ok(!limit.aborted, 'it ends');
      await sleep(50);
    }
    const said = readFileSync(log, 'utf8') + readFileSync(`${log}.err`, 'utf8');
    assert.match(said, /The agent has ended; no card is held any more/);
    const events = readFileSync(log, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line).event);
    assert.deepEqual(
      new Set(events),
      new Set(['listening', 'code', 'paired', 'held', 'refused', 'released']),
    );
    for (const secret of ['1234', 'ABC123', '5678', '31323334', '見本'])
      assert.ok(!said.includes(secret), secret);
  });

  async function logged(pattern: RegExp): Promise<void> {
    for (const limit = AbortSignal.timeout(PATIENCE_MS); ; await sleep(50)) {
      if (pattern.test(readFileSync(log, 'utf8'))) return;
      assert.ok(!limit.aborted, `${pattern} in ${readFileSync(log, 'utf8')}`);
    }
  }
});
