import { nameOf } from '#model/design.ts';
import type { Edit } from '#model/edit.ts';
import { propertiesOf } from '#model/values.ts';
import { useBench } from '../bench.ts';
import { candidates, creatable, creating } from '../inspector/candidates.ts';
import { Dialog } from '../ui/Dialog.tsx';
import { Glyph } from '../ui/Glyph.tsx';
import { PickList } from '../ui/PickList.tsx';
import { withPlaces } from '../unplaced.ts';
import { carrierOf } from './attach.ts';
import { help as words } from './help-labels.ts';

/** Says what a channel or an arrow carries; a message that is not there yet is made on the spot. */
export function AttachDialog({ onClose }: { readonly onClose: () => void }) {
  const bench = useBench();
  const { editor } = bench.session;
  const design = editor.document.design;
  const id = carrierOf(bench);
  const record = id === undefined ? undefined : (design.elements.get(id) ?? design.edges.get(id));
  const property = record && propertiesOf(record.kind).contracts;
  if (!record || !property) return null;
  const now = (record.props as { contracts?: unknown }).contracts;
  const list = Array.isArray(now) ? (now as readonly string[]) : [];
  const attach = (reference: string, before: readonly Edit[], name: string) => {
    const edits: Edit[] = [
      ...before,
      { op: 'set', id: record.id, path: ['contracts'], value: [...new Set([...list, reference])] },
    ];
    onClose();
    if (editor.perform(withPlaces(design, edits))) editor.say(words.attached(name, nameOf(design, record.id)));
  };
  const makes = creatable(property);
  return (
    <Dialog title={words.attachTitle(nameOf(design, record.id))} isOpen onClose={onClose} size="s">
      <PickList
        label={words.attachPlaceholder}
        items={candidates(design, property, record.id)
          .filter((each) => !list.includes(each.reference))
          .map((each) => ({
            id: each.reference,
            label: each.label,
            mark: each.kind && <Glyph kind={each.kind} props={each.props} size={26} />,
          }))}
        create={makes.map((what) => ({
          id: what.id,
          label: (typed) => words.create(what.label, typed),
          mark: <Glyph kind={what.kind} props={what.props} size={26} />,
        }))}
        emptyText={words.attachEmpty}
        onPick={(reference) => attach(reference, [], nameOf(design, reference.split('@')[0] as string))}
        onCreate={(key, name) => {
          const what = makes.find((each) => each.id === key);
          if (!what) return;
          const made = editor.makeId();
          attach(made, creating(what, name, made), name || what.label);
          if (name === '') editor.renaming.set(made);
        }}
      />
    </Dialog>
  );
}
