import { ArrowDownLeft, ArrowUpRight, Link2 } from 'lucide-react';
import { Button as AriaButton } from 'react-aria-components';
import { type Element, nameOf } from '#model/design.ts';
import { carriersOf, connectionsOf } from './connections.ts';
import { useForm } from './form-context.ts';
import styles from './Inspector.module.css';
import { words } from './labels.ts';

const standsAlone = new Set(['contract', 'context', 'note', 'saga', 'broker']);

/** What an element is joined to; for a contract, where it travels. Each line leads to the arrow. */
export function Connections({ element }: { readonly element: Element }) {
  const { design, editor } = useForm();
  const alone = standsAlone.has(element.kind);
  const lines =
    element.kind === 'contract'
      ? carriersOf(design, element.id).map((id) => ({ id, Icon: Link2, text: nameOf(design, id) }))
      : connectionsOf(design, element.id).map(({ edge, direction, sentence }) => ({
          id: edge,
          Icon: direction === 'in' ? ArrowDownLeft : ArrowUpRight,
          text: sentence,
        }));
  if (lines.length === 0 && alone) return null;
  return (
    <section className={styles.connections}>
      <h2 className={styles.sectionTitle}>{element.kind === 'contract' ? words.carriedBy : words.connected}</h2>
      {lines.length === 0 ? (
        <p className={styles.noMatch}>{words.noArrows}</p>
      ) : (
        <ul>
          {lines.map(({ id, Icon, text }) => (
            <li key={id}>
              <AriaButton
                className={styles.connection as string}
                onPress={() => editor.select([id])}
                onHoverChange={(on) => editor.hovered.set(on ? id : undefined)}
              >
                <Icon size={15} aria-hidden />
                {text}
              </AriaButton>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
