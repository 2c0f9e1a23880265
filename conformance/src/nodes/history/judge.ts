import type { HistoryEvent, Violation } from './history.ts';

/**
 * Every violation of three rules: of any number of uses of a thing at most one is done; what was acknowledged, and not ended by anybody,
 * is still there when somebody looks; nobody gets what is another's. An unanswered use may have been done: it excuses the refusals that
 * follow, never a second success.
 */
export function judge(events: readonly HistoryEvent[]): readonly Violation[] {
  return [...usedTwice(events), ...lost(events), ...crossed(events)];
}

function usedTwice(events: readonly HistoryEvent[]): Violation[] {
  const done = new Map<string, number>();
  for (const event of events) {
    if (event.kind === 'used' && event.outcome === 'done')
      done.set(event.thing, (done.get(event.thing) ?? 0) + 1);
  }
  return [...done]
    .filter(([, times]) => times > 1)
    .map(([thing, times]) => ({ rule: 'single-use', thing, detail: `used ${times} times` }));
}

function lost(events: readonly HistoryEvent[]): Violation[] {
  const [acknowledged, ended] = [new Set<string>(), new Set<string>()];
  const violations: Violation[] = [];
  const looked = new Set<string>();
  for (const event of events) {
    if (event.kind === 'acknowledged') acknowledged.add(event.thing);
    if (event.kind === 'ended') ended.add(event.thing);
    if (event.kind !== 'looked') continue;
    looked.add(event.thing);
    if (!event.there && acknowledged.has(event.thing) && !ended.has(event.thing)) {
      violations.push({
        rule: 'durability',
        thing: event.thing,
        detail: 'acknowledged, ended by nobody, and gone',
      });
    }
  }
  // A check that nobody made must not pass for one that found nothing.
  for (const thing of acknowledged) {
    if (looked.has(thing) || ended.has(thing)) continue;
    violations.push({ rule: 'durability', thing, detail: 'acknowledged, and nobody looked for it' });
  }
  return violations;
}

function crossed(events: readonly HistoryEvent[]): Violation[] {
  return events
    .filter((event) => event.kind === 'crossed')
    .map(({ thing }) => ({ rule: 'crossing', thing, detail: 'somebody got what is another person’s' }));
}
