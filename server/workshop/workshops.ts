import { randomBytes, randomInt } from 'node:crypto';
import { idsFrom } from '#base/ids.ts';
import { failure, type Result, success } from '#base/result.ts';
import { firstContentOf, updateOf } from '#document/whole.ts';
import { emptyDesign } from '#model/design.ts';
import { parseSketch } from '#model/sketch/parse.ts';
import {
  codeAlphabet,
  codeLength,
  type Door,
  type Join,
  type Joined,
  type MadeWorkshop,
  type NewWorkshop,
  type Told,
  type WorkshopCommand,
} from '#wire/workshop.ts';
import { hashOf } from '../connection.ts';
import type { Journal } from '../journal/journal.ts';
import type { Templates } from './exercises.ts';
import { type Right, rightTo } from './rights.ts';
import type { Asker, Effect, Workshop } from './state.ts';
import { viewFor } from './views.ts';
import { apply, membersOf, seatIn } from './workshop.ts';

/** One workshop in memory. */
interface Running {
  workshop: Workshop;
  readonly instructor: string;
  readonly observer: string;
  /** Begins with the time of the start, so that it goes on growing when the server starts again. */
  version: number;
  /** Ids of seats and how many windows each has open. */
  readonly windows: Map<string, number>;
  /** Commands are stored one after the other. */
  queue: Promise<unknown>;
}

export interface WorkshopsOptions {
  readonly journal: Journal;
  readonly templates: Templates;
  /** The document of a design as it is now, as an update V2. */
  readonly stateOf: (design: string) => Promise<Uint8Array>;
  readonly now: () => number;
}

const makeId = idsFrom((count) => randomBytes(count));
const newToken = () => randomBytes(24).toString('base64url');
const groupNames = ['Amber', 'Birch', 'Coral', 'Delta', 'Ember', 'Fjord', 'Grove', 'Haven', 'Iris', 'Jade', 'Kelp', 'Lark'];

/** All workshops of a server. What it answers is on the disk. */
export class Workshops {
  readonly #options: WorkshopsOptions;
  readonly #running = new Map<string, Running>();
  readonly #listeners = new Set<(id: string) => void>();

  constructor(options: WorkshopsOptions) {
    this.#options = options;
  }

  /** Reads what was stored; call once before anything else. */
  async load(): Promise<void> {
    for (const { id, instructor, observer, state } of await this.#options.journal.workshops()) {
      const workshop = JSON.parse(state) as Workshop;
      this.#running.set(id, {
        workshop,
        instructor,
        observer,
        version: this.#options.now(),
        windows: new Map(),
        queue: Promise.resolve(),
      });
    }
  }

  /** Called with the id of a workshop after each change of what somebody may be told. */
  subscribe(listener: (id: string) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async create({ exercise: id, groups, plan, title, assign }: NewWorkshop): Promise<Result<MadeWorkshop>> {
    const template = this.#options.templates(id);
    if (!template.ok) return template;
    const { exercise } = template.value;
    const workshop: Workshop = {
      id: makeId(),
      code: this.#freeCode(),
      title: title ?? exercise.title,
      exercise: id,
      assign,
      createdAt: this.#options.now(),
      phases: exercise.plans[plan],
      decisions: exercise.decisions.map((decision) => decision.id),
      clock: { index: -1, startedAt: 0, lengthMs: 0, pausedMs: 0 },
      ended: false,
      archived: false,
      screen: { shows: 'lobby' },
      eyes: false,
      solutionsRevealed: false,
      groups: Array.from({ length: groups }, (_, i) => ({
        id: makeId(),
        name: groupNames[i] ?? `Group ${i + 1}`,
        design: makeId(),
        frozen: false,
        revealed: false,
        answers: [],
      })),
      seats: [],
    };
    for (const { design, name } of workshop.groups) await this.#makeDesign(workshop, design, name);
    const [instructor, observer] = [newToken(), newToken()];
    const running: Running = {
      workshop,
      instructor: hashOf(instructor),
      observer: hashOf(observer),
      version: this.#options.now(),
      windows: new Map(),
      queue: Promise.resolve(),
    };
    await this.#store(running, workshop);
    this.#running.set(workshop.id, running);
    return success({ id: workshop.id, code: workshop.code, instructor, observer });
  }

  /** What somebody who knows the code may see before joining. */
  door(code: string): Result<Door> {
    const running = this.#byCode(code);
    if (!running) return noSuchCode();
    const { workshop } = running;
    return success({
      title: workshop.title,
      exercise: workshop.exercise,
      assign: workshop.assign,
      groups: workshop.groups.map(({ id, name }) => ({ id, name, size: membersOf(workshop, id).length })),
      open: !workshop.ended && !workshop.archived,
    });
  }

  async join(code: string, { name, colour, group, kind = 'member' }: Join): Promise<Result<Joined>> {
    const running = this.#byCode(code);
    if (!running) return noSuchCode();
    const token = newToken();
    const seat = { id: makeId(), hash: hashOf(token), name, colour, kind };
    return this.#inTurn(running, async () => {
      const seated = seatIn(running.workshop, seat, group);
      if (!seated.ok) return seated;
      await this.#become(running, seated.value.workshop);
      return success({ workshop: running.workshop.id, seat: seat.id, token });
    });
  }

  /** Who holds the token with this hash in a workshop; undefined for strangers and for those who were removed. */
  asker(id: string, hash: string): Asker | undefined {
    const running = this.#running.get(id);
    if (!running) return undefined;
    if (running.instructor === hash) return { role: 'instructor' };
    if (running.observer === hash) return { role: 'observer' };
    const seat = running.workshop.seats.find((each) => each.hash === hash && !each.removed);
    return seat && { role: 'member', seat: seat.id };
  }

  has(id: string): boolean {
    return this.#running.has(id);
  }

  /** What the holder of a workshop's token may do with a design; undefined where neither has to do with the other. */
  right(design: string, hash: string): Right | undefined {
    for (const [id, { workshop }] of this.#running) {
      if (!workshop.groups.some((group) => group.design === design)) continue;
      const asker = this.asker(id, hash);
      return asker && rightTo(workshop, asker, design);
    }
    return undefined;
  }

  /** Ids of the designs of a workshop's groups. */
  designs(id: string): readonly string[] {
    return this.#running.get(id)?.workshop.groups.map(({ design }) => design) ?? [];
  }

  exercise(id: string): string | undefined {
    return this.#running.get(id)?.workshop.exercise;
  }

  solutionsRevealed(id: string): boolean {
    return this.#running.get(id)?.workshop.solutionsRevealed ?? false;
  }

  /** Does what is asked, and answers once it is stored: with the version that shows it. */
  async command(id: string, asker: Asker, command: WorkshopCommand): Promise<Result<{ readonly version: number }>> {
    const running = this.#running.get(id);
    if (!running) return failure({ message: 'There is no such workshop on this server.' });
    return this.#inTurn(running, async () => {
      const changed = apply(running.workshop, asker, command, { now: this.#options.now(), makeId });
      if (!changed.ok) return changed;
      const { workshop, effects } = changed.value;
      if (workshop === running.workshop) return success({ version: running.version });
      for (const effect of effects) await this.#perform(running.workshop, effect);
      await this.#become(running, workshop);
      return success({ version: running.version });
    });
  }

  /** What an asker is told now. */
  told(id: string, asker: Asker): Told | undefined {
    const running = this.#running.get(id);
    const view = running && viewFor(running.workshop, asker, new Set(running.windows.keys()));
    return running && view && { version: running.version, now: this.#options.now(), view };
  }

  /** A window of somebody opened the workshop; call what is returned when it is gone. */
  enter(id: string, asker: Asker): () => void {
    const running = this.#running.get(id);
    if (!running || asker.role !== 'member') return () => undefined;
    const { windows } = running;
    const change = (by: number) => {
      const count = (windows.get(asker.seat) ?? 0) + by;
      if (count > 0) windows.set(asker.seat, count);
      else windows.delete(asker.seat);
      // Only coming and going is news, not the second window.
      if ((by > 0 && count === 1) || count === 0) this.#tell(running);
    };
    change(1);
    let left = false;
    return () => {
      if (!left) change(-1);
      left = true;
    };
  }

  /** Forgets a workshop; its designs stay in the journal, and nobody has a way to them any more. */
  async delete(id: string): Promise<void> {
    const running = this.#running.get(id);
    if (!running) return;
    await this.#inTurn(running, async () => {
      await this.#options.journal.deleteWorkshop(id);
      this.#running.delete(id);
    });
    for (const listener of [...this.#listeners]) listener(id);
  }

  #byCode(code: string): Running | undefined {
    for (const running of this.#running.values())
      if (running.workshop.code === code && !running.workshop.archived) return running;
    return undefined;
  }

  #freeCode(): string {
    for (;;) {
      const code = Array.from({ length: codeLength }, () => codeAlphabet[randomInt(codeAlphabet.length)]).join('');
      if (![...this.#running.values()].some(({ workshop }) => workshop.code === code)) return code;
    }
  }

  #inTurn<T>(running: Running, run: () => Promise<T>): Promise<T> {
    const turn = running.queue.then(run, run);
    running.queue = turn.catch(() => undefined);
    return turn;
  }

  async #become(running: Running, workshop: Workshop): Promise<void> {
    await this.#store(running, workshop);
    running.workshop = workshop;
    this.#tell(running);
  }

  #tell(running: Running): void {
    running.version++;
    for (const listener of [...this.#listeners]) listener(running.workshop.id);
  }

  #store({ instructor, observer }: Running, workshop: Workshop): Promise<void> {
    const { id, code } = workshop;
    return this.#options.journal.saveWorkshop({ id, code, instructor, observer, state: JSON.stringify(workshop) });
  }

  async #perform(workshop: Workshop, effect: Effect): Promise<void> {
    if (effect.do === 'makeDesign') return this.#makeDesign(workshop, effect.design, effect.name, effect.like);
    const createdAt = new Date(this.#options.now()).toISOString();
    for (const design of effect.designs)
      await this.#options.journal.addSnapshot(
        design,
        { id: makeId(), name: effect.name, createdAt },
        await this.#options.stateOf(design),
      );
  }

  async #makeDesign(workshop: Workshop, design: string, name: string, like?: string): Promise<void> {
    const { journal, stateOf, now } = this.#options;
    const update = like === undefined ? this.#starter(workshop, name) : firstContentOf(await stateOf(like));
    await journal.create({
      id: design,
      title: `${name}: ${workshop.title}`,
      createdAt: new Date(now()).toISOString(),
      links: [],
      update,
    });
  }

  #starter({ exercise, title: about }: Workshop, name: string): Uint8Array {
    const template = this.#options.templates(exercise);
    const starter = template.ok ? parseSketch(template.value.starter) : undefined;
    return updateOf({ ...(starter?.ok ? starter.value : emptyDesign), title: `${name}: ${about}` }, exercise);
  }
}

function noSuchCode(): Result<never> {
  return failure({ message: 'There is no workshop with this code. Look at the projector again.' });
}
