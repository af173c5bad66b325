import { BookOpen, ChevronDown, FileCode2, Scale } from 'lucide-react';
import '#model/kind-texts.ts';
import { useState } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import { count, list } from '#base/text.ts';
import { type Edge, type Element, nameOf } from '#model/design.ts';
import { edgeKinds, elementKinds } from '#model/kinds/index.ts';
import { useBench } from '../bench.ts';
import { openContract } from '../commands/contract.ts';
import { kindWord } from '../outline/tree.ts';
import { Button, IconButton } from '../ui/Button.tsx';
import { Glyph } from '../ui/Glyph.tsx';
import { Menu, MenuItem, MenuTrigger } from '../ui/Menu.tsx';
import { TextField } from '../ui/TextField.tsx';
import { goTo } from './controls/ReferenceControl.tsx';
import { changeEdge, type EdgeChoice, edgeChoices } from './edge-form.ts';
import { setIn, useForm } from './form-context.ts';
import styles from './Inspector.module.css';
import { words } from './labels.ts';

export function ElementHead({ element }: { readonly element: Element }) {
  const scope = useForm();
  const bench = useBench();
  const kind = elementKinds[element.kind];
  const [typed, setTyped] = useState<string>();
  return (
    <header className={styles.head}>
      <div className={styles.kind}>
        <Glyph kind={element.kind} props={element.props as never} size={34} />
        <span>{kindLabel(element)}</span>
        <Book kind={element.kind} label={kind.label} />
      </div>
      <TextField
        aria-label={words.name}
        placeholder={words.unnamed(kind.label)}
        value={typed ?? element.props.name}
        maxLength={200}
        isReadOnly={scope.readOnly}
        onFocus={() => setTyped(element.props.name)}
        onBlur={() => setTyped(undefined)}
        onChange={(name) => {
          setTyped(name);
          setIn(scope, ['name'], name, true);
        }}
      />
      <p className={styles.headHelp}>{kind.help}</p>
      {element.kind === 'broker' && (
        <Button size="s" icon={Scale} onPress={() => bench.dialog.set('brokers')}>
          {words.whichBroker}
        </Button>
      )}
      {element.kind === 'contract' && (
        <Button size="s" icon={FileCode2} onPress={() => openContract(bench, element.id)}>
          {words.openContract}
        </Button>
      )}
    </header>
  );
}

/** Its kind, and what sort of it: "Contract: event", "Channel: topic". */
function kindLabel(element: Element): string {
  const { label } = elementKinds[element.kind];
  const word = kindWord(element);
  if (element.kind === 'note') return word.charAt(0).toUpperCase() + word.slice(1);
  return word === label.toLowerCase() ? label : `${label}: ${word}`;
}

/** Opens the concept card of a kind. */
function Book({ kind, label }: { readonly kind: string; readonly label: string }) {
  const { reading } = useBench();
  return (
    <IconButton
      label={words.aboutKind(label)}
      icon={BookOpen}
      size="s"
      className={styles.book}
      onPress={() => reading.set(kind)}
    />
  );
}

/** An arrow says whom it joins; its verb may be changed to another one that is legal between the same two. */
export function EdgeHead({ edge }: { readonly edge: Edge }) {
  const scope = useForm();
  const choices = edgeChoices(scope.design, edge);
  const kind = edgeKinds[edge.kind];
  return (
    <header className={styles.head}>
      <div className={styles.ends}>
        <End id={edge.from} />
        {choices.length > 1 && !scope.readOnly ? (
          <Verb edge={edge} choices={choices} />
        ) : (
          <span className={styles.verb}>{kind.verb}</span>
        )}
        <End id={edge.to} />
        <Book kind={edge.kind} label={kind.label} />
      </div>
      <p className={styles.headHelp}>{kind.help}</p>
    </header>
  );
}

function Verb({ edge, choices }: { readonly edge: Edge; readonly choices: readonly EdgeChoice[] }) {
  const scope = useForm();
  return (
    <MenuTrigger>
      <AriaButton aria-label={`${words.kindOfEdge}: ${edgeKinds[edge.kind].verb}`} className={styles.verbButton as string}>
        {edgeKinds[edge.kind].verb}
        <ChevronDown size={14} aria-hidden />
      </AriaButton>
      <Menu aria-label={words.kindOfEdge}>
        {choices.map((choice) => (
          <MenuItem
            key={`${choice.kind} ${choice.from}`}
            id={`${choice.kind} ${choice.from}`}
            hint={edgeKinds[choice.kind].help}
            onAction={() => scope.editor.perform(changeEdge(edge, choice), { select: [edge.id] })}
          >
            {`${nameOf(scope.design, choice.from)} ${edgeKinds[choice.kind].verb} ${nameOf(scope.design, choice.to)}`}
          </MenuItem>
        ))}
      </Menu>
    </MenuTrigger>
  );
}

function End({ id }: { readonly id: string }) {
  const scope = useForm();
  const element = scope.design.elements.get(id);
  const name = nameOf(scope.design, id);
  if (!element) return <span className={styles.missing}>{name}</span>;
  return (
    <AriaButton className={styles.end as string} onPress={() => goTo(scope, id)}>
      <Glyph kind={element.kind} props={element.props as never} size={24} />
      <span>{name}</span>
    </AriaButton>
  );
}

export function SeveralHead({ records }: { readonly records: readonly (Element | Edge)[] }) {
  const counts = new Map<{ readonly label: string; readonly plural: string }, number>();
  for (const record of records) {
    const declared = 'from' in record ? edgeKinds[record.kind] : elementKinds[record.kind];
    counts.set(declared, (counts.get(declared) ?? 0) + 1);
  }
  const said = [...counts].map(([{ label, plural }, n]) => count(n, label.toLowerCase(), plural.toLowerCase()));
  return (
    <header className={styles.head}>
      <h2 className={styles.several}>{words.severalTitle(records.length)}</h2>
      <p className={styles.headHelp}>{list(said)}</p>
      <p className={styles.headHelp}>{words.severalHelp}</p>
    </header>
  );
}
