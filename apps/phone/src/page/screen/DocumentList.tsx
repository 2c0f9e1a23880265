import {
  digestGroups,
  documentsOf,
  harmlessName,
  isReadable,
  shortDigest,
  type Transaction,
} from '../../headless/index.ts';
import { useTexts } from '../text/use-texts.ts';

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
          {digests && <Digest digest={digest} />}
        </li>
      ))}
    </ol>
  );
}

function Digest({ digest }: { digest: Uint8Array }) {
  const texts = useTexts().sign.documents;
  const { first, last } = shortDigest(digest);
  return (
    <div className="ph-digest">
      <p className="kz-small">{texts.digest}</p>
      <p className="ph-digest-short">
        <span className="kz-hidden">{texts.from} </span>
        <code dir="ltr">{first}</code>
        <span aria-hidden="true">…</span>
        <span className="kz-hidden"> {texts.to} </span>
        <code dir="ltr">{last}</code>
      </p>
      <details>
        <summary>{texts.whole}</summary>
        <code className="ph-digest-whole" dir="ltr">
          {digestGroups(digest).map((group, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: groups may be equal, and their places never change
            <span key={index}>{group} </span>
          ))}
        </code>
      </details>
    </div>
  );
}
