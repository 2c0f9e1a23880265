/** The other end of forked.ts: an authority that answers what its parent asks, until it is killed or left alone. */
import { openKeyFolder } from '@kazasu/server/keys';
import { openStore } from '@kazasu/server/store';
import { testAuthority } from './authority.ts';
import type { ForkedAnswer, ForkedQuestion, ForkedTask } from './forked.ts';

process.once('message', (task: ForkedTask) => void serve(task));
process.once('disconnect', () => process.exit(0));

async function serve({ store, keys }: ForkedTask): Promise<void> {
  const authority = await testAuthority({ store: await openStore(store), keys: openKeyFolder(keys) });
  process.on('message', (question: ForkedQuestion) => void answer(question));
  process.send?.('ready');

  async function answer({ number, path, method, headers, body }: ForkedQuestion): Promise<void> {
    const octets = body === undefined ? {} : { body: Buffer.from(body, 'base64') };
    const response = await authority.app.request(path, { method, headers, ...octets });
    const content = Buffer.from(await response.arrayBuffer()).toString('base64');
    const { status } = response;
    const answered = { number, status, headers: Object.fromEntries(response.headers), body: content };
    process.send?.(answered satisfies ForkedAnswer);
  }
}
