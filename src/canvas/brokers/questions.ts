import type { Id } from '#base/ids.ts';
import type { Design } from '#model/design.ts';
import { brokerOf, type FitScope, fitScopes } from '#rules/fit/scopes.ts';

/** What can be asked: for the channels of each broker, for those without one, and for those that are selected. */
export interface Question {
  readonly id: string;
  readonly scope: FitScope;
  readonly selected: boolean;
}

/** All questions, and the one that the selection is about. */
export function questionsOf(
  design: Design,
  selection: ReadonlySet<Id>,
): { readonly questions: readonly Question[]; readonly first: string } {
  const scopes = fitScopes(design);
  const questions = scopes.map((scope): Question => ({ id: scope.broker, scope, selected: false }));
  const channels = [...selection].flatMap((id) => channelAt(design, id) ?? []);
  const [channel] = channels;
  const broker =
    [...selection].find((id) => design.elements.get(id)?.kind === 'broker') ?? (channel && brokerOf(design, channel));
  const around = scopes.find((scope) => scope.broker === broker);
  const inScope = [...new Set(channels.filter((each) => brokerOf(design, each) === broker).map(({ id }) => id))].sort();
  if (around && inScope.length > 0 && inScope.length < around.channels.length)
    questions.push({ id: 'selected', scope: { broker: around.broker, channels: inScope }, selected: true });
  const fullest = scopes.find((scope) => scope.channels.length > 0) ?? scopes[0];
  return { questions, first: (around ?? fullest)?.broker ?? '' };
}

/** The channel itself, or the one that a selected arrow reads from or publishes to. */
function channelAt(design: Design, id: Id) {
  const edge = design.edges.get(id);
  const ends = edge ? [edge.from, edge.to] : [id];
  for (const end of ends) {
    const element = design.elements.get(end);
    if (element?.kind === 'channel') return element;
  }
  return undefined;
}
