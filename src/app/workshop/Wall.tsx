import { Columns2, EllipsisVertical, LifeBuoy, Plus } from 'lucide-react';
import { useEffect, useMemo, useState } from 'react';
import type { Checking } from '#canvas/findings/checking.ts';
import { countsOf } from '#canvas/findings/counts.ts';
import type { Session } from '#canvas/session.ts';
import { useStore } from '#canvas/store.ts';
import { pictureOf } from '#canvas/surface/picture.ts';
import { Avatar } from '#canvas/ui/Avatar.tsx';
import { Badge } from '#canvas/ui/Badge.tsx';
import { Button, ButtonLink, IconButton } from '#canvas/ui/Button.tsx';
import { Checkbox } from '#canvas/ui/Choice.tsx';
import { Menu, MenuItem, MenuTrigger } from '#canvas/ui/Menu.tsx';
import type { InstructorView, OwnGroup, SeatView } from '#wire/workshop.ts';
import { openPane, type Pane } from '#workshop/compare/pane.ts';
import { pathOf } from '#workshop/links.ts';
import { sinceWords } from '#workshop/room/time.ts';
import type { WorkshopLink } from '#workshop/room/workshop-api.ts';
import type { WorkshopClient } from '#workshop/room/workshop-client.ts';
import { api } from '../services.ts';
import { words } from './labels.ts';
import { useMaterial } from './use-material.ts';
import { useNow } from './use-workshop.ts';
import styles from './Workshop.module.css';

interface WallProps {
  readonly view: InstructorView;
  readonly client: WorkshopClient;
  readonly link: WorkshopLink;
}

/** Every group as it is now: its drawing, who is there, what it found and decided, and whether it waits for help. */
export function Wall({ view, client, link }: WallProps) {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const now = useNow(client);
  const material = useMaterial(view.id, view.solutionsRevealed, link.token);
  const choose = (group: string, on: boolean) => {
    const next = new Set(chosen);
    if (on) next.add(group);
    else next.delete(group);
    setChosen(next);
  };
  // Who waits longest is helped first.
  const waiting = view.full
    .filter(({ helpSince }) => helpSince !== undefined)
    .sort((a, b) => (a.helpSince ?? 0) - (b.helpSince ?? 0));
  const comparing = view.groups.filter(({ id }) => chosen.has(id)).map(({ id }) => id);
  const add = () => {
    const name = prompt(words.groupName)?.trim();
    if (name) void client.ask({ do: 'addGroup', name });
  };
  return (
    <>
      <div className={styles.wallHead}>
        <h2>{words.wall}</h2>
        {waiting.map(({ id, name, helpSince = now }) => (
          <Button key={id} size="s" tone="primary" icon={LifeBuoy} onPress={() => void client.ask({ do: 'helped', group: id })}>
            {name} {words.needsHelp(sinceWords(now - helpSince))}
          </Button>
        ))}
        <span className={styles.spring} />
        <Button
          size="s"
          icon={Columns2}
          isDisabled={comparing.length < 2}
          onPress={() => void client.ask({ do: 'show', screen: { shows: 'compare', groups: comparing.slice(0, 12) } })}
        >
          {comparing.length < 2 ? words.compare : words.compareChosen(comparing.length)}
        </Button>
        <Button size="s" icon={Plus} onPress={add}>
          {words.addGroup}
        </Button>
      </div>
      <ul className={styles.wall}>
        {view.full.map((group) => (
          <li key={group.id} className={styles.tile} data-help={group.helpSince !== undefined || undefined}>
            <Tile
              group={group}
              view={view}
              client={client}
              link={link}
              decisions={material?.decisions.length ?? 0}
              chosen={chosen.has(group.id)}
              onChoose={(on) => choose(group.id, on)}
            />
          </li>
        ))}
      </ul>
    </>
  );
}

interface TileProps extends WallProps {
  readonly group: OwnGroup;
  readonly decisions: number;
  readonly chosen: boolean;
  readonly onChoose: (on: boolean) => void;
}

function Tile({ group, view, client, link, decisions, chosen, onChoose }: TileProps) {
  const { id, name, seats, frozen, revealed, design, answers } = group;
  const ask = client.ask;
  const rename = () => {
    const next = prompt(words.groupName, name)?.trim();
    if (next) void ask({ do: 'renameGroup', group: id, name: next });
  };
  return (
    <>
      <header className={styles.tileHead}>
        <Checkbox isSelected={chosen} onChange={onChoose} aria-label={`${words.choose}: ${name}`} />
        <strong>{name}</strong>
        {frozen && <Badge tone="info">{words.freeze}</Badge>}
        {revealed && <Badge tone="neutral">{words.reveal}</Badge>}
        <span className={styles.spring} />
        <ButtonLink
          size="s"
          href={pathOf({ design, token: link.token })}
          target="_blank"
          onPress={() => void ask({ do: 'lookIn', group: id })}
        >
          {words.lookIn}
        </ButtonLink>
        <MenuTrigger>
          <IconButton label={name} icon={EllipsisVertical} size="s" />
          <Menu aria-label={name}>
            <MenuItem id="show" onAction={() => void ask({ do: 'show', screen: { shows: 'design', group: id } })}>
              {words.showOnScreen}
            </MenuItem>
            <MenuItem id="present" onAction={() => void ask({ do: 'present', group: id })}>
              {words.present}
            </MenuItem>
            <MenuItem id="freeze" onAction={() => void ask({ do: 'freeze', groups: [id], on: !frozen })}>
              {frozen ? words.release : words.freeze}
            </MenuItem>
            <MenuItem id="reveal" onAction={() => void ask({ do: 'reveal', groups: [id], on: !revealed })}>
              {revealed ? words.hide : words.reveal}
            </MenuItem>
            <MenuItem id="rename" onAction={rename}>
              {words.rename}
            </MenuItem>
            <MenuItem id="remove" onAction={() => void ask({ do: 'removeGroup', group: id })}>
              {words.remove}
            </MenuItem>
          </Menu>
        </MenuTrigger>
      </header>
      <Miniature design={design} token={link.token} />
      <footer className={styles.tileFoot}>
        <span>{words.here(seats.filter(({ connected }) => connected).length, seats.length)}</span>
        <span>{words.answered(answers.length, decisions)}</span>
      </footer>
      <ul className={styles.tilePeople}>
        {seats.map((seat) => (
          <li key={seat.id} data-away={!seat.connected || undefined}>
            <PersonMenu seat={seat} group={id} view={view} client={client} />
          </li>
        ))}
      </ul>
    </>
  );
}

function PersonMenu({
  seat,
  group,
  view,
  client,
}: { readonly seat: SeatView; readonly group: string } & Pick<WallProps, 'view' | 'client'>) {
  return (
    <MenuTrigger>
      <Button size="s" tone="quiet" aria-label={words.person(seat.name)}>
        <Avatar name={seat.name} colour={seat.colour} size="s" />
        {seat.name}
      </Button>
      <Menu aria-label={seat.name}>
        {view.groups
          .filter(({ id }) => id !== group)
          .map(({ id, name }) => (
            <MenuItem key={id} id={id} onAction={() => void client.ask({ do: 'moveSeat', seat: seat.id, group: id })}>
              {words.moveTo(name)}
            </MenuItem>
          ))}
        <MenuItem id="out" onAction={() => void client.ask({ do: 'removeSeat', seat: seat.id })}>
          {words.takeOut}
        </MenuItem>
      </Menu>
    </MenuTrigger>
  );
}

/** The drawing itself, small: painted anew once its group pauses. */
function Miniature({ design, token }: { readonly design: string; readonly token: string }) {
  const [pane, setPane] = useState<Pane>();
  useEffect(() => {
    const next = openPane({ kind: 'room', link: { design, token } }, { api });
    setPane(next);
    return () => next.close();
  }, [design, token]);
  return <div className={styles.miniature}>{pane && <Painted pane={pane} />}</div>;
}

function Painted({ pane }: { readonly pane: Pane }) {
  const state = useStore(pane.state);
  return state.step === 'open' ? <Picture session={state.session} /> : null;
}

/** Twelve pictures at most so often: a wall is looked at, not worked on. */
const repaintMs = 700;

function Picture({ session }: { readonly session: Session }) {
  const design = useStore(session.editor.design);
  const [painted, setPainted] = useState(design);
  useEffect(() => {
    const timer = setTimeout(() => setPainted(design), repaintMs);
    return () => clearTimeout(timer);
  }, [design]);
  const source = useMemo(() => `data:image/svg+xml;charset=utf-8,${encodeURIComponent(pictureOf(painted))}`, [painted]);
  return (
    <>
      <img src={source} alt={painted.title} />
      {session.checking && <Counts checking={session.checking} />}
    </>
  );
}

function Counts({ checking }: { readonly checking: Checking }) {
  const { error, warning } = countsOf(useStore(checking.findings));
  return <Badge tone={error > 0 ? 'error' : warning > 0 ? 'warning' : 'neutral'}>{words.findings(error, warning)}</Badge>;
}
