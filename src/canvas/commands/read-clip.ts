import type { MakeId } from '#base/ids.ts';
import type { Result } from '#base/result.ts';
import { failure, success } from '#base/result.ts';
import { wordsOf } from '#base/text.ts';
import { type Design, emptyDesign, type Position } from '#model/design.ts';
import { applyEdits, type Edit } from '#model/edit.ts';
import { elementFrom } from '../actions/create.ts';
import type { Stencil } from '../editor.ts';
import { fetchedLater } from '../later.ts';
import { openSketchBook } from '../sketch-book.ts';
import { words } from './labels.ts';
import { readPart } from './part.ts';

const contracts = fetchedLater(() => import('../contract/from-text.ts'));

/** More than this is not pasted; files have their own way in. */
export const longestPaste = 1_048_576;

/** Lines that become cards; more than this is prose. */
const mostCards = 200;

/** What the clipboard holds, whatever it is: our own part, a schema, a sketch, or a list of names. */
export async function readClip(json: string, text: string, makeId: MakeId): Promise<Result<Design>> {
  if (json.length > longestPaste || text.length > longestPaste) return failure({ message: words.pasteTooLong });
  if (json !== '') {
    const part = await readPart(json);
    if (part.ok) return part;
  }
  const trimmed = text.trim();
  if (trimmed === '') return failure({ message: words.pasteNothing });
  if (trimmed.startsWith('{')) {
    const part = await readPart(trimmed);
    if (part.ok) return part;
  }
  const contract = await (await contracts()).contractFrom(text, makeId);
  if (contract) return success(contract);
  const sketch = (await openSketchBook()).parseSketch(text, makeId);
  if (sketch.ok && sketch.value.elements.size > 0) return sketch;
  const cards = cardsFrom(trimmed, makeId);
  if (cards && !looksLikeSketch(trimmed)) return success(cards);
  if (sketch.ok) return failure({ message: words.pasteNothing });
  const first = sketch.faults[0];
  return failure({ message: words.pasteFault(first?.message ?? '', first?.line), line: first?.line });
}

function looksLikeSketch(text: string): boolean {
  return /->|-x\b|^\s*(?:title|service|topic|queue|channel|store|contract|broker|context|external|saga|processor|connector|note)\s+\S+.*[({]/mu.test(
    text,
  );
}

/**
 * Lines of plain text as cards in a grid, kind guessed from the words: past tense is an event, a verb first is a
 * command, a question mark is a query, everything longer is a note.
 */
export function cardsFrom(text: string, makeId: MakeId): Design | undefined {
  const lines = text
    .split(/\r?\n/u)
    .map((line) => line.replace(/^\s*(?:[-*•]|\d+[.)])\s+/u, '').trim())
    .filter((line) => line !== '');
  if (lines.length === 0 || lines.length > mostCards || lines.some((line) => line.length > 200)) return undefined;
  const columns = Math.ceil(Math.sqrt(lines.length));
  const edits: Edit[] = [];
  lines.forEach((line, i) => {
    const id = makeId();
    const at: Position = [(i % columns) * 180, Math.floor(i / columns) * 110];
    edits.push({ op: 'addElement', element: elementFrom(cardFor(line), id) }, { op: 'place', id, at });
  });
  return applyEdits(emptyDesign, edits);
}

const verbs = new Set(
  'accept add approve assign authorise authorize book calculate cancel capture change charge check close confirm create delete deliver deny dispatch do fetch finish get give issue load make move notify offer open order pay pick place play post publish put refund register reject release remove request reserve reset return schedule sell send set ship show start stop store submit take track transfer undo update validate verify write'.split(
    ' ',
  ),
);

const irregular = new Set(
  'sent paid made sold bought done given taken got set put left lost found told begun gone known shown written won kept held met read built'.split(
    ' ',
  ),
);

function cardFor(line: string): Pick<Stencil, 'kind' | 'props'> {
  const name = line.replace(/[.!?]+$/u, '');
  const said = wordsOf(name);
  if (line.endsWith('?')) return { kind: 'contract', props: { name, kind: 'query' } };
  if (said.length > 6) return { kind: 'note', props: { name: line, style: 'note' } };
  if (said.some((word, i) => i > 0 && (/ed$/u.test(word) || irregular.has(word))))
    return { kind: 'contract', props: { name, kind: 'event' } };
  if (verbs.has(said[0] ?? '')) return { kind: 'contract', props: { name, kind: 'command' } };
  return { kind: 'contract', props: { name, kind: 'event' } };
}
