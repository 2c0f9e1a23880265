import { Badge, useLanguage } from '@kazasu/ui/react';
import { fingerprintGroups, type Root } from '../case/index.ts';
import { textsIn } from '../text/index.ts';

interface TrustProps {
  readonly roots: readonly Root[];
  /** `use:fingerprint`. */
  readonly onCompared: (name: string, isCompared: boolean) => void;
}

/** Whom one has to believe, with fingerprints to compare by eye. */
export function Trust({ roots, onCompared }: TrustProps) {
  const { language } = useLanguage();
  const { trust: texts } = textsIn(language);
  return (
    <section className="ev-section" id="trust">
      <h2>{texts.title}</h2>
      <p>{texts.help}</p>
      {roots.length === 0 && <p>{texts.nobody}</p>}
      <ul className="ev-roots">
        {roots.map((root) => (
          <RootRow key={`${root.use}:${root.sha256}`} root={root} onCompared={onCompared} />
        ))}
      </ul>
    </section>
  );
}

function RootRow({ root, onCompared }: { readonly root: Root } & Pick<TrustProps, 'onCompared'>) {
  const { language } = useLanguage();
  const { trust: texts } = textsIn(language);
  const { use, sha256, name, believed } = root;
  return (
    <li className={`kz-card ev-root ev-root-${believed}`}>
      <p className="ev-root-use">{texts.uses[use]}</p>
      <p className="ev-root-name">
        <bdi>{name}</bdi>
      </p>
      <p className="kz-small">{texts.fingerprint}</p>
      <p className="ev-fingerprint" translate="no">
        {fingerprintGroups(sha256).map((group, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: groups of a fixed text.
          <code key={i}>{group}</code>
        ))}
      </p>
      {believed === 'file' ? (
        <Badge colour="green">{texts.byFile}</Badge>
      ) : (
        <label className="ev-compared">
          <input
            type="checkbox"
            checked={believed === 'eye'}
            onChange={(event) => onCompared(`${use}:${sha256}`, event.currentTarget.checked)}
          />
          <span>{texts.compared}</span>
        </label>
      )}
    </li>
  );
}
