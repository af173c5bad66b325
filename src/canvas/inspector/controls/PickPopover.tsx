import { ChevronsUpDown, Plus } from 'lucide-react';
import { useState } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import { Button } from '../../ui/Button.tsx';
import field from '../../ui/Field.module.css';
import { Glyph } from '../../ui/Glyph.tsx';
import { joined } from '../../ui/joined.ts';
import { PickList } from '../../ui/PickList.tsx';
import { Popover, PopoverTrigger } from '../../ui/Popover.tsx';
import type { Candidate, Creatable } from '../candidates.ts';
import { words } from '../labels.ts';

export interface PickPopoverProps {
  readonly label: string;
  readonly labelId?: string;
  /** What stands on the button; left out for a button that adds. */
  readonly value?: string;
  readonly unsure?: boolean;
  readonly items: readonly Candidate[];
  /** Words that may stand instead: none, all, not said yet. */
  readonly extra?: readonly { readonly id: string; readonly label: string }[];
  readonly create: readonly Creatable[];
  readonly onPick: (reference: string) => void;
  readonly onCreate: (what: Creatable, name: string) => void;
}

/** A button that opens a list to pick from, by typing or with arrows, or to make something new on the spot. */
export function PickPopover({ label, labelId, value, unsure, items, extra = [], create, onPick, onCreate }: PickPopoverProps) {
  const [open, setOpen] = useState(false);
  return (
    <PopoverTrigger isOpen={open} onOpenChange={setOpen}>
      {value === undefined ? (
        <Button size="s" tone="quiet" icon={Plus} aria-label={words.addTo(label)}>
          {words.add}
        </Button>
      ) : (
        <AriaButton aria-labelledby={labelId} aria-description={value} className={field.select as string}>
          <span className={joined(field.value, unsure && field.unsure)}>{value}</span>
          <ChevronsUpDown aria-hidden />
        </AriaButton>
      )}
      <Popover label={label} placement="bottom start">
        <PickList
          label={label}
          placeholder={words.find}
          items={[
            ...extra,
            ...items.map((item) => ({
              id: item.reference,
              label: item.label,
              help: item.help,
              mark: item.kind ? <Glyph kind={item.kind} props={item.props} size={24} /> : undefined,
            })),
          ]}
          create={create.map((what) => ({
            id: what.id,
            label: (typed) => words.createNew(what.label, typed),
            mark: <Glyph kind={what.kind} props={what.props} size={24} />,
          }))}
          emptyText={words.nothingToPick}
          onPick={(reference) => {
            setOpen(false);
            onPick(reference);
          }}
          onCreate={(id, name) => {
            const what = create.find((each) => each.id === id);
            setOpen(false);
            if (what) onCreate(what, name);
          }}
        />
      </Popover>
    </PopoverTrigger>
  );
}
