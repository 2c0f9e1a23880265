import type { Check } from '../report.ts';
import { failed, passed, undetermined } from '../rule.ts';
import type { Permission } from './permission.ts';
import { PADES_UPDATES } from './rules-document.ts';
import type { Change } from './update/index.ts';

type Judged = 'allowed' | 'content' | 'not-allowed' | 'locked' | 'appearance';

/** One change against what the signers before it allowed. */
function judge({ kind, field, draws, xmp }: Change, permission: Permission): Judged {
  switch (kind) {
    case 'validation-data':
    case 'document-time-stamp':
      return 'allowed';
    case 'metadata':
      return permission.describing || !xmp ? 'allowed' : 'not-allowed';
    case 'signature':
      return permission.signing ? 'allowed' : 'not-allowed';
    case 'visible-signature':
      return permission.signing ? 'appearance' : 'not-allowed';
    case 'form-filling':
      if (!permission.filling) return 'not-allowed';
      if (permission.isLocked(field ?? '')) return 'locked';
      return draws ? 'appearance' : 'allowed';
    case 'note':
      return permission.annotating ? 'allowed' : 'not-allowed';
    case 'annotation':
      return permission.annotating ? 'appearance' : 'not-allowed';
    case 'content':
      return 'content';
  }
}

const ORDER: readonly Judged[] = ['content', 'locked', 'not-allowed', 'appearance'];

/** Everything that came after a signature. The worst change is named. */
export function checkUpdates(changes: readonly Change[], permission: Permission): Check {
  const judged = changes.map((change) => ({ change, judged: judge(change, permission) }));
  for (const worst of ORDER) {
    const found = judged.find((one) => one.judged === worst);
    if (found === undefined || worst === 'allowed') continue;
    const { kind, detail, object } = found.change;
    const facts = { change: detail ?? kind, ...(object !== undefined && { object }) };
    return worst === 'appearance'
      ? undetermined(PADES_UPDATES, worst, facts)
      : failed(PADES_UPDATES, worst, facts);
  }
  return passed(PADES_UPDATES, { changes: changes.length });
}
