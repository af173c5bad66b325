import { Button as AriaButton } from 'react-aria-components';
import type { Id } from '#base/ids.ts';
import { nameOf } from '#model/design.ts';
import { useBench } from '../bench.ts';
import { useMeaning } from '../use-meaning.ts';
import styles from './Contract.module.css';
import { words } from './labels.ts';
import type { VersionProps } from './SchemaTab.tsx';
import { usesOf } from './uses.ts';

/** Which channels carry which version, and who publishes and reads it. Each name leads to its place on the canvas. */
export function UsesTab({ contract, onClose }: Pick<VersionProps, 'contract'> & { readonly onClose: () => void }) {
  const { editor } = useBench().session;
  const design = useMeaning(editor);
  const go = (id: Id) => {
    onClose();
    editor.select([id]);
    editor.view.get()?.reveal([id]);
  };
  const names = (ids: readonly Id[]) =>
    ids.length === 0 ? (
      <span className={styles.quiet}>{words.used.nobody}</span>
    ) : (
      ids.map((id) => (
        <AriaButton key={id} className={styles.name as string} onPress={() => go(id)}>
          {nameOf(design, id)}
        </AriaButton>
      ))
    );
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th scope="col">{words.versions}</th>
          <th scope="col">{words.used.channels}</th>
          <th scope="col">{words.used.publishers}</th>
          <th scope="col">{words.used.consumers}</th>
        </tr>
      </thead>
      <tbody>
        {usesOf(design, contract.id).map((use) => (
          <tr key={use.version.id}>
            <th scope="row">{use.latest ? `${use.version.version} (${words.latest})` : use.version.version}</th>
            <td>{names(use.channels)}</td>
            <td>{names(use.publishers)}</td>
            <td>{names(use.consumers)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
