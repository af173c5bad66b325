import { wordsOf } from '#base/text.ts';

/**
 * Whether a message's name says that something happened (`OrderPlaced`) or asks for it (`PlaceOrder`): by the words of
 * the name, in English. A name in another language is neither, and rules are then silent about it.
 */

const suffixes = new Set([
  'event',
  'events',
  'message',
  'payload',
  'command',
  'domain',
  'integration',
  'notification',
  'dto',
  'msg',
  'schema',
  'type',
]);

const participles = new Set(
  (
    'sent paid bought sold made taken given begun done found lost left held built kept put set reset split spent won ' +
    'withdrawn written chosen ' +
    'frozen seen shown cut read broken gone met told thrown hidden driven drawn grown known come become run hit shut ' +
    'sunk sung swum torn worn ' +
    'woken forgotten forgiven overdue undone redone rebuilt resent repaid unpaid rewritten laid bound fed led bid lent ' +
    'meant rung ridden risen shot stolen struck stuck taught thought understood upset agreed guaranteed freed'
  ).split(' '),
);

/** Words that end in -ed and are none. */
const notParticiples = /(?:eed|^bed|^red|^shed|^led|^wed|^med|^id)$/;

const verbs = new Set(
  (
    'create place cancel send ship charge reserve release refund process submit approve reject register add remove get ' +
    'check validate generate notify ' +
    'authorize authorise capture void retry confirm assign publish mark schedule request update delete start stop pay ' +
    'accept decline close enable ' +
    'disable activate deactivate dispatch deliver find fetch calculate compute verify apply make take invite join grant ' +
    'revoke unlock unblock execute perform resolve escalate collect prepare propose compensate undo ask initiate ' +
    'allocate deallocate ' +
    'enroll subscribe unsubscribe restore reconcile settle deduct replenish restock reschedule change modify edit provision ' +
    'deploy terminate suspend announce inform warn remind ' +
    'book pick pack renew withdraw debit trigger recalculate refresh unload deny abort halt launch adjust attach detach hire'
  ).split(' '),
);

/** Words for things, which are no verbs: with one of them in front, a name asks for nothing. */
const things = new Set(
  (
    'account address alarm amount appointment article artist asset balance basket brand cart catalogue catalog category ' +
    'city client comment company contact course currency customer dashboard delivery department deposit device ' +
    'driver email employee entity entry fee field file flight game gig group guest history hotel identity image income ' +
    'inventory item job journey ledger level line location loyalty machine manager mail measurement member menu metric ' +
    'meter mortgage movie number offer opinion parcel participant partner passenger patient payment person phone picture ' +
    'player policy portfolio prescription product profile property quantity rating reading recipe region reservation ' +
    'restaurant result role room route salary sale sensor session shipment shop signal song source status student ' +
    'subscription supplier task tax team temperature tenant ticket tour transaction transport trip user vehicle vendor ' +
    'video voucher wallet warehouse weather website'
  ).split(' '),
);

/** Things that can also be done: `OrderPizza` asks for one, `OrderStatus` does not. */
const either = new Set(
  (
    'order invoice bill stock price quote claim contract host record report review message event data state document ' +
    'snapshot summary list creation cancellation confirmation notification change registration approval rejection ' +
    'completion failure expiry closure removal submission'
  ).split(' '),
);

/** The words of a name in lower case, without namespace, version and suffixes such as Event or Command. */
export function coreWords(name: string): readonly string[] {
  const unversioned = name.trim().replace(/[._\-/: ]?v?[0-9]+(?:\.[0-9]+)*$/i, '');
  const local = unversioned.slice(
    Math.max(unversioned.lastIndexOf('.'), unversioned.lastIndexOf('/'), unversioned.lastIndexOf(':')) + 1,
  );
  const words = wordsOf(local === '' ? unversioned : local);
  while (words.length > 1 && suffixes.has(words.at(-1) as string)) words.pop();
  return words;
}

/** `OrderPlaced`, `PaymentSent`, `SignedUp`: one of the last two words says that it is over. */
export function past(name: string): boolean {
  return coreWords(name)
    .slice(-2)
    .some((word) => participles.has(word) || (word.length > 3 && word.endsWith('ed') && !notParticiples.test(word)));
}

/** Suffixes that are also things one can send: in `SendNotification` the word is the object, not a suffix. */
const objects = /(?:notification|message|msg)s?$/i;

/** `PlaceOrder`, `SendWelcomeMail`, `SendNotification`: begins with a verb that has an object. */
export function imperative(name: string): boolean {
  const words = coreWords(name);
  const hasObject = words.length > 1 || (wordsOf(name).length > 1 && objects.test(name));
  return hasObject && verbs.has(words[0] as string) && !past(name);
}

const removals = new Set(['deleted', 'erased', 'removed', 'purged', 'forgotten']);

/** `CustomerDeleted`, `AccountErased`: tells that the thing is gone. */
export function tellsRemoval(name: string): boolean {
  return removals.has(coreWords(name).at(-1) as string);
}

export function endsInRequested(name: string): boolean {
  return coreWords(name).at(-1) === 'requested';
}

/** Some word of the name is known: what is said about its form would else be said about another language. */
export function english(name: string): boolean {
  return wordsOf(name).some((word) => {
    const one = word.replace(/s$/, '');
    return verbs.has(word) || participles.has(word) || [word, one].some((each) => things.has(each) || either.has(each));
  });
}

/** `PaymentStatus`, `CustomerCreate`: begins with a thing, and so asks for nothing. */
export function beginsWithThing(name: string): boolean {
  return things.has((coreWords(name)[0] ?? '').replace(/s$/, ''));
}

const irregular: Readonly<Record<string, string>> = {
  send: 'Sent',
  pay: 'Paid',
  make: 'Made',
  take: 'Taken',
  find: 'Found',
  get: 'Retrieved',
  ship: 'Shipped',
  submit: 'Submitted',
  cancel: 'Cancelled',
  begin: 'Begun',
  stop: 'Stopped',
  undo: 'Undone',
  withdraw: 'Withdrawn',
};

function capitalised(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

function participleOf(verb: string): string {
  return (
    irregular[verb] ?? capitalised(verb.endsWith('e') ? `${verb}d` : verb.endsWith('y') ? `${verb.slice(0, -1)}ied` : `${verb}ed`)
  );
}

/** What a request would be called once it is done: `SendWelcomeMail` → `WelcomeMailSent`. */
export function asFact(name: string): string | undefined {
  const [verb, ...object] = coreWords(name);
  if (verb === undefined || object.length === 0) return undefined;
  return [...object.map(capitalised), participleOf(verb)].join('');
}

/** What would have to be asked for: `OrderPlaced` → `PlaceOrder`, `CustomerCreate` → `CreateCustomer`. */
export function asRequest(name: string): string | undefined {
  const words = coreWords(name);
  const last = words.at(-1);
  if (last === undefined || words.length < 2) return undefined;
  const verb = verbs.has(last) ? last : [...verbs].find((each) => participleOf(each).toLowerCase() === last);
  return verb === undefined ? undefined : [verb, ...words.slice(0, -1)].map(capitalised).join('');
}
