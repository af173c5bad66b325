import { capital } from '#base/text.ts';
import type { Fact, Rule, Words } from './rule.ts';
import type { Say } from './say.ts';

/** The sentences of a fact as people read them: with the rule's own reason where there is no other, and begun as sentences. */
export function worded(rule: Rule, fact: Fact, say: Say): Required<Words> {
  const { at, what, why = rule.why, next } = rule.explain(fact, say);
  return { at, what: capital(what), why: capital(why), next: capital(next) };
}
