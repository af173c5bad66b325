import { nameOf } from '#model/design.ts';
import { useBench } from '../bench.ts';
import { kindWord } from '../outline/tree.ts';
import { Dialog } from '../ui/Dialog.tsx';
import { Glyph } from '../ui/Glyph.tsx';
import { PickList } from '../ui/PickList.tsx';
import { contractsMeant, openContract } from './contract.ts';
import { help as words } from './help-labels.ts';

/** Which of several contracts is meant: those that the selected channel or arrow carries, or all of the design. */
export function ContractsDialog({ onClose }: { readonly onClose: () => void }) {
  const bench = useBench();
  const design = bench.session.editor.design.get();
  const items = contractsMeant(bench)
    .flatMap((id) => design.elements.get(id) ?? [])
    .map((element) => ({
      id: element.id,
      label: nameOf(design, element.id),
      help: kindWord(element),
      mark: <Glyph kind={element.kind} props={element.props as never} size={26} />,
    }));
  return (
    <Dialog title={words.contractsTitle} isOpen onClose={onClose} size="s">
      <PickList
        label={words.contractsPlaceholder}
        items={items}
        emptyText={words.contractsEmpty}
        onPick={(id) => {
          onClose();
          // This dialog gives the focus back first: the next one takes it from there.
          requestAnimationFrame(() => openContract(bench, id));
        }}
      />
    </Dialog>
  );
}
