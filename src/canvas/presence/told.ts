import type { Id } from '#base/ids.ts';
import { count } from '#base/text.ts';
import { type Design, nameOf } from '#model/design.ts';
import type { Editor } from '../editor.ts';
import { kindWord } from '../outline/tree.ts';
import { told } from './labels.ts';
import type { Presence } from './presence.ts';

/** A screen reader hears of others at most this often, however much they do. */
export const everyMs = 3_000;
/** This many things are named; more are counted. */
const mostNamed = 2;

/** What was done to a design between two versions, as parts of a sentence; `ids` are the records that were touched. */
export function changesSaid(before: Design, after: Design, ids: Iterable<Id>): readonly string[] {
  const added: string[] = [];
  const removed: string[] = [];
  const changed: string[] = [];
  let arrows = 0;
  let moved = 0;
  for (const id of ids) {
    const [was, is] = [before.elements.get(id), after.elements.get(id)];
    if (is && !was) added.push(`${kindWord(is)} ${nameOf(after, id)}`);
    else if (was && !is) removed.push(nameOf(before, id));
    else if (was !== is) changed.push(nameOf(after, id));
    else if (before.edges.get(id) !== after.edges.get(id)) arrows++;
    else if (before.positions.get(id) !== after.positions.get(id) || before.sizes.get(id) !== after.sizes.get(id)) moved++;
  }
  const named = (names: readonly string[]) =>
    names.length > mostNamed ? count(names.length, 'element') : names.join(` ${told.and} `);
  return [
    ...(added.length > 0 ? [told.added(named(added))] : []),
    ...(removed.length > 0 ? [told.removed(named(removed))] : []),
    ...(changed.length > 0 ? [told.changed(named(changed))] : []),
    ...(arrows > 0 ? [told.changed(count(arrows, 'arrow'))] : []),
    ...(moved > 0 ? [told.moved(count(moved, 'element'))] : []),
  ];
}

/** Says what others change, gathered; by name where only one other person is here. Returns how to stop. */
export function tellOfOthers(editor: Editor, presence: Pick<Presence, 'peers'>): () => void {
  let heard = editor.document;
  let before: Design | undefined;
  const ids = new Set<Id>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tell = () => {
    timer = undefined;
    if (!before) return;
    const parts = changesSaid(before, editor.document.design, ids);
    before = undefined;
    ids.clear();
    const [one, ...more] = presence.peers.get();
    if (parts.length > 0) editor.say(`${one && more.length === 0 ? one.name : told.others} ${parts.join(', ')}.`);
  };
  const listen = () =>
    heard.subscribe((change) => {
      if (change.origin.by !== 'peer') return;
      before ??= change.before;
      for (const id of change.ids) ids.add(id);
      timer ??= setTimeout(tell, everyMs);
    });
  let unlisten = listen();
  // After a refusal another document takes the place of the first.
  const unsubscribe = editor.design.subscribe(() => {
    if (editor.document === heard) return;
    unlisten();
    heard = editor.document;
    unlisten = listen();
  });
  return () => {
    clearTimeout(timer);
    unlisten();
    unsubscribe();
  };
}
