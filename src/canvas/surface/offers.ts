import type { Id } from '#base/ids.ts';
import { normalName } from '#base/text.ts';
import { labelOf } from '#drawing/look.ts';
import { type Design, nameOf } from '#model/design.ts';
import type { EdgeKind, ElementKind } from '#model/kind.ts';
import type { PickerRequest, Stencil } from '../editor.ts';
import { readRemembered, remember } from '../remembered.ts';
import { stencils } from '../stencils.ts';
import { fittingKinds, targetsOf } from './joining.ts';
import { labels } from './labels.ts';

/** One line of the picker: something new, or something that is already there to connect to. */
export interface Offer {
  readonly key: string;
  readonly group: string;
  readonly label: string;
  readonly hint: string;
  readonly kind: ElementKind;
  readonly props: Readonly<Record<string, unknown>>;
  /** How the new element is joined; undefined where nothing is joined. */
  readonly edge: EdgeKind | undefined;
  readonly existing: Id | undefined;
}

const usedKey = 'used-stencils';

/** What the picker lists: only what is legal at the other end, last used first, then narrowed by what is typed. */
export function offersOf(design: Design, request: PickerRequest, typed: string, palette?: ReadonlySet<string>): Offer[] {
  const wanted = normalName(typed);
  const fits = (text: string) => wanted === '' || normalName(text).includes(wanted);
  const used = (readRemembered(usedKey) ?? '').split(' ');
  const rank = ({ key }: Offer) => (used.includes(key) ? used.indexOf(key) : used.length);
  const { from } = request;
  const offered = stencils.filter((stencil) => palette?.has(stencil.id) !== false);
  const fresh = (from ? freshFor(design, from.id, from.direction, offered) : offered.map(plain)).filter((offer) =>
    fits(offer.label),
  );
  // Words that begin so come before words that merely contain it.
  const begins = (offer: Offer) => (wanted !== '' && normalName(offer.label).startsWith(wanted) ? 0 : 1);
  fresh.sort((a, b) => begins(a) - begins(b) || rank(a) - rank(b));
  if (!from) return fresh;
  const existing = [...targetsOf(design, from.id, from.direction)]
    .flatMap((id): Offer[] => {
      const element = design.elements.get(id);
      if (!element || !fits(element.props.name || labelOf(element))) return [];
      return [
        {
          key: id,
          group: labels.pickerExisting,
          label: nameOf(design, id),
          hint: labelOf(element),
          kind: element.kind,
          props: element.props as never,
          edge: undefined,
          existing: id,
        },
      ];
    })
    .slice(0, 40);
  return [...fresh, ...existing];
}

function plain(stencil: Stencil): Offer {
  return {
    key: stencil.id,
    group: labels.pickerNew,
    label: stencil.label,
    hint: '',
    kind: stencil.kind,
    props: stencil.props,
    edge: undefined,
    existing: undefined,
  };
}

function freshFor(design: Design, id: Id, direction: 'out' | 'in', offered: readonly Stencil[]): Offer[] {
  if (design.elements.get(id)?.kind === 'contract') {
    const channels = offered.filter((stencil) => stencil.kind === 'channel');
    return channels.map((stencil) => ({
      ...plain(stencil),
      hint: labels.carriesIt,
      props: { ...stencil.props, contracts: [id] },
    }));
  }
  const seen = new Set<string>();
  return fittingKinds(design, id, direction).flatMap(({ kind, props, edge, label }): Offer[] => {
    const key = `${edge}-${kind}-${Object.values(props).join('-')}`;
    if (seen.has(key) || !offered.some((stencil) => stencil.kind === kind)) return [];
    seen.add(key);
    const text = label.charAt(0).toUpperCase() + label.slice(1);
    return [{ key, group: labels.pickerNew, label: text, hint: '', kind, props, edge, existing: undefined }];
  });
}

/** Notes what was picked: the last ones come first the next time. */
export function rememberOffer({ key }: Offer): void {
  const used = (readRemembered(usedKey) ?? '').split(' ').filter((each) => each !== '' && each !== key);
  remember(usedKey, [key, ...used].slice(0, 6).join(' '));
}
