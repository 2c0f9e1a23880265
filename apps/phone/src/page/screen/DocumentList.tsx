import {
  digestGroups,
  documentsOf,
  harmlessName,
  isReadable,
  type Transaction,
} from '../../headless/index.ts';
import { useTexts } from './use-texts.ts';

/** So many groups of four signs at each end: enough to compare by eye, the whole is one tap away. */
const GROUPS = 2;

/**
 * What is to be signed: the names that the relying party gave, as plain text that cannot turn the direction of what stands
 * around it, and with `digests` what the card really signs.
 */
export function DocumentList({ view, digests = false }: { view: Transaction['view']; digests?: boolean }) {
  const { sign } = useTexts();
  const texts = sign.documents;
  return (
    <ol className="ph-sign-list">
      {documentsOf(view).map(({ digest, name }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the list never changes, and equal documents may stand in it
        <li key={index}>
          <p className="ph-sign-name">
            <span className="ph-sign-number">{texts.number(index + 1)}</span>
            {name === undefined || !isReadable(name) ? (
              <span className="ph-sign-unnamed">{texts.unnamed}</span>
            ) : (
              <bdi dir="auto">{harmlessName(name)}</bdi>
            )}
          </p>
          {digests && <Digest groups={digestGroups(digest)} />}
        </li>
      ))}
    </ol>
  );
}

function Digest({ groups }: { groups: readonly string[] }) {
  const texts = useTexts().sign.documents;
  return (
    <div className="ph-digest">
      <p className="kz-small">{texts.digest}</p>
      <p>
        <span className="kz-hidden">{texts.from} </span>
        <code dir="ltr">{groups.slice(0, GROUPS).join(' ')}</code>
        <span aria-hidden="true"> … </span>
        <span className="kz-hidden"> {texts.to} </span>
        <code dir="ltr">{groups.slice(-GROUPS).join(' ')}</code>
      </p>
      <details>
        <summary>{texts.whole}</summary>
        <code className="ph-digest-whole" dir="ltr">
          {groups.map((group, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: groups may be equal, and their places never change
            <span key={index}>{group} </span>
          ))}
        </code>
      </details>
    </div>
  );
}
