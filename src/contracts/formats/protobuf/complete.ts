import { noSuggestions, type Suggestion, type Suggestions, withCaret } from '../../suggestion.ts';
import { longestText } from '../json-text.ts';
import { partsOf } from './files.ts';
import { nextEnumNumber, nextFieldNumber } from './numbers.ts';
import { type Block, firstString, numbersIn, type Outline, outlineOf } from './outline.ts';
import { resolve, scalars } from './types.ts';
import { wellKnownFile, wellKnownPaths } from './well-known.ts';

/** What may be written at an offset of a Protobuf file: words by place, types that are known there, the next free number. */
export function completeProtobuf(text: string, offset: number): Suggestions {
  if (text.length > longestText) return noSuggestions(offset);
  const read = partsOf(text);
  const parts = read.ok ? read.value : [{ path: '', start: 0, end: text.length }];
  const part = parts.find(({ start, end }) => start <= offset && offset <= end);
  if (part === undefined) return noSuggestions(offset);
  const outline = outlineOf(text, part.start, part.end, offset);
  if (outline === undefined || outline.inComment) return noSuggestions(offset);
  const others = parts.flatMap((each): OtherFile[] => {
    const file = each === part ? undefined : outlineOf(text, each.start, each.end, each.start)?.file;
    return file ? [{ path: each.path, file }] : [];
  });
  const completer = new Completer(text, part.start, outline, others);
  const { from, to, inString } = outline;
  const last = outline.before.at(-1)?.text ?? '';
  const inner = inString ? { from: from + 1, to: closingQuote(text, from, to) } : { from, to };
  return { ...inner, over: { from, to }, options: completer.options(), eager: inString || /^[=(<[]$/.test(last) };
}

function closingQuote(text: string, from: number, to: number): number {
  return to - from > 1 && text.charAt(to - 1) === text.charAt(from) ? to - 1 : to;
}

interface OtherFile extends Pick<Outline, 'file'> {
  readonly path: string;
}

const labels = ['repeated', 'optional', 'required'];
const keyTypes = [...scalars].filter((name) => !['double', 'float', 'bytes'].includes(name));
const wordsOf = (...all: readonly string[]): Suggestion[] =>
  all.map((text) => ({ label: (/^\w+/.exec(text) as RegExpExecArray)[0], kind: 'key', ...withCaret(text) }));

const fileOptions = [
  'java_package',
  'java_multiple_files',
  'java_outer_classname',
  'go_package',
  'csharp_namespace',
  'optimize_for',
  'deprecated',
];
const optionsOf: Readonly<Partial<Record<Block['kind'], readonly string[]>>> = {
  file: fileOptions,
  message: ['deprecated', 'message_set_wire_format', 'no_standard_descriptor_accessor'],
  enum: ['allow_alias', 'deprecated'],
  service: ['deprecated'],
  rpc: ['deprecated', 'idempotency_level'],
};
const fieldOptions = ['deprecated', 'json_name', 'packed', 'default', 'jstype', 'ctype', 'lazy', 'debug_redact'];
const optionValues: Readonly<Record<string, readonly string[]>> = {
  optimize_for: ['SPEED', 'CODE_SIZE', 'LITE_RUNTIME'],
  jstype: ['JS_NORMAL', 'JS_STRING', 'JS_NUMBER'],
  ctype: ['STRING', 'CORD', 'STRING_PIECE'],
  idempotency_level: ['NO_SIDE_EFFECTS', 'IDEMPOTENT'],
};
const textOptions = /_package$|_namespace$|_classname$|^json_name$|^default$/;

class Completer {
  private readonly text: string;
  private readonly start: number;
  private readonly outline: Outline;
  private readonly others: readonly OtherFile[];
  /** What stands in the statement before the caret. */
  private readonly words: readonly string[];

  constructor(text: string, start: number, outline: Outline, others: readonly OtherFile[]) {
    this.text = text;
    this.start = start;
    this.outline = outline;
    this.others = others;
    this.words = outline.before.map((token) => token.text);
  }

  options(): readonly Suggestion[] {
    const { block, inString } = this.outline;
    const [first] = this.words;
    if (inString) return this.strings();
    if (this.words.lastIndexOf('[') > this.words.lastIndexOf(']')) return this.inBrackets();
    if (first === 'option') return this.option(optionsOf[block.kind] ?? []);
    switch (block.kind) {
      case 'file':
        return this.inFile();
      case 'message':
      case 'oneof':
      case 'extend':
        return this.field();
      case 'enum':
        if (this.words.length === 0) return wordsOf('option ', 'reserved ');
        return this.words.length === 2 && this.words[1] === '=' ? this.number(nextEnumNumber(...this.numbers(block))) : [];
      case 'service':
        return this.method();
      case 'rpc':
        return this.words.length === 0 ? wordsOf('option ') : [];
      default:
        return [];
    }
  }

  private get syntax(): 'proto2' | 'proto3' | 'editions' {
    const named = this.outline.file.statements.find(([first]) => first?.text === 'syntax' || first?.text === 'edition');
    if (named?.[0]?.text === 'edition') return 'editions';
    return named && firstString(named) === 'proto3' ? 'proto3' : 'proto2';
  }

  private strings(): readonly Suggestion[] {
    const [first, ...rest] = this.words;
    const strings = (values: readonly string[]) =>
      values.map((value): Suggestion => ({ label: value, kind: 'value', insert: JSON.stringify(value) }));
    if (first === 'import' && rest.length <= 1) return strings(this.importable());
    if (first === 'syntax') return strings(['proto3', 'proto2']);
    return first === 'edition' ? strings(['2023', '2024']) : [];
  }

  /** Files of the same text, and those that need none, as far as they are not imported yet. */
  private importable(): readonly string[] {
    const present = new Set(this.imports());
    return [...this.others.map(({ path }) => path).filter((path) => path !== ''), ...wellKnownPaths].filter(
      (path) => !present.has(path),
    );
  }

  private imports(): readonly string[] {
    return this.outline.file.statements.filter(([first]) => first?.text === 'import').flatMap((each) => firstString(each) ?? []);
  }

  private inFile(): readonly Suggestion[] {
    const [first] = this.words;
    if (first === undefined) {
      const has = (word: string) => this.outline.file.statements.some(([token]) => token?.text === word);
      return [
        ...(has('syntax') || has('edition') ? [] : wordsOf('syntax = "proto3";', 'edition = "2023";')),
        ...(has('package') ? [] : wordsOf('package ')),
        ...wordsOf('import "|";', 'message ', 'enum ', 'service ', 'option ', 'extend '),
      ];
    }
    if (first === 'import' && this.words.length === 1)
      return this.importable().map((path) => ({ label: path, kind: 'value', insert: JSON.stringify(path) }));
    return first === 'extend' && this.words.length === 1 ? this.types(['message']) : [];
  }

  /** A field, or the beginning of something else in a message. */
  private field(): readonly Suggestion[] {
    const { block } = this.outline;
    const words = this.words;
    const own = block.kind === 'oneof' ? (block.parent ?? block) : block;
    if (words.length === 0) return this.beginning(block);
    if (words.at(-1) === '=' && block.kind !== 'extend' && !['reserved', 'extensions'].includes(words[0] ?? ''))
      return this.number(nextFieldNumber(...this.numbers(own)));
    if (words[0] === 'map' && words[1] === '<') {
      if (words.length === 2) return keyTypes.map((name) => ({ label: name, kind: 'type', insert: name }));
      return words.length === 4 && words[3] === ',' ? this.fieldTypes() : [];
    }
    if (words.length === 1 && labels.includes(words[0] ?? ''))
      return [...this.fieldTypes(), ...(this.syntax === 'proto2' ? wordsOf('group ') : [])];
    return [];
  }

  private beginning({ kind }: Block): readonly Suggestion[] {
    const known = this.syntax === 'proto2' ? labels : this.syntax === 'proto3' ? labels.slice(0, 2) : labels.slice(0, 1);
    const withLabels = wordsOf(...known.map((label) => `${label} `));
    if (kind === 'oneof') return [...this.fieldTypes(), ...wordsOf('option ')];
    if (kind === 'extend') return [...withLabels, ...this.fieldTypes()];
    const inside = wordsOf('map<|>', 'oneof ', 'message ', 'enum ', 'reserved ', 'option ', 'extend ');
    return [...this.fieldTypes(), ...withLabels, ...inside, ...(this.syntax === 'proto3' ? [] : wordsOf('extensions '))];
  }

  private fieldTypes(): readonly Suggestion[] {
    return [
      ...[...scalars].map((name): Suggestion => ({ label: name, kind: 'type', insert: name })),
      ...this.types(['message', 'enum']),
    ];
  }

  private method(): readonly Suggestion[] {
    const { words } = this;
    if (words.length === 0) return wordsOf('rpc ', 'option ');
    const last = words.at(-1);
    if (words[0] !== 'rpc') return [];
    if (last === '(') return [...this.types(['message']), ...wordsOf('stream ')];
    if (last === 'stream' && words.at(-2) === '(') return this.types(['message']);
    return last === ')' && !words.includes('returns') ? wordsOf('returns (|)') : [];
  }

  private numbers(block: Block): Parameters<typeof nextFieldNumber> {
    const { taken, closed } = numbersIn(block);
    return [taken, closed];
  }

  /** With its semicolon, where the line does not go on. */
  private number(next: number): readonly Suggestion[] {
    const goesOn = /^[ \t]*[;[]/.test(this.text.slice(this.outline.to, this.outline.to + 100));
    return [{ label: String(next), kind: 'number', detail: 'next free number', insert: `${next}${goesOn ? '' : ';'}` }];
  }

  /** Inside of the square brackets behind a field or a value. */
  private inBrackets(): readonly Suggestion[] {
    const inside = this.words.slice(this.words.lastIndexOf('[') + 1);
    const part = inside.slice(inside.lastIndexOf(',') + 1);
    const names = this.outline.block.kind === 'enum' ? ['deprecated'] : fieldOptions;
    const allowed = this.syntax === 'proto3' ? names.filter((name) => name !== 'default') : names;
    if (part.length === 0) return this.optionNames(allowed, '');
    return part.length === 2 && part[1] === '=' ? this.optionValue(part[0] ?? '') : [];
  }

  /** A statement that begins with `option`. */
  private option(names: readonly string[]): readonly Suggestion[] {
    if (this.words.length === 1) return this.optionNames(names, ';');
    return this.words.length === 3 && this.words[2] === '=' ? this.optionValue(this.words[1] ?? '') : [];
  }

  private optionNames(names: readonly string[], end: string): readonly Suggestion[] {
    return names.map((name) => {
      const value = textOptions.test(name) ? '"|"' : optionValues[name] ? '|' : 'true';
      return { label: name, kind: 'key', ...withCaret(`${name} = ${value}${end}`) };
    });
  }

  private optionValue(name: string): readonly Suggestion[] {
    const values = optionValues[name] ?? (textOptions.test(name) ? [] : ['true', 'false']);
    return values.map((value) => ({ label: value, kind: 'value', insert: value }));
  }

  /** Types by the shortest name that means them here; those of well-known files bring their import. */
  private types(kinds: readonly ('message' | 'enum')[]): readonly Suggestion[] {
    const imported = new Set(this.imports());
    const known = new Map<string, { readonly kind: string }>();
    declared(this.outline.file, packageOf(this.outline.file), known);
    for (const { path, file } of this.others) if (imported.has(path) || path === '') declared(file, packageOf(file), known);
    const own = [...known].filter(([, { kind }]) => (kinds as readonly string[]).includes(kind));
    const scope = scopeOf(this.outline.block, packageOf(this.outline.file));
    const named = own.map(([full, { kind }]): Suggestion => ({ ...nameOf(full, known, scope), kind: 'name', detail: kind }));
    return [...named, ...wellKnownPaths.flatMap((path) => this.wellKnown(path, kinds, imported.has(path)))];
  }

  private wellKnown(path: string, kinds: readonly ('message' | 'enum')[], isImported: boolean): readonly Suggestion[] {
    const file = wellKnownFile(path);
    // What describes files themselves is in nobody's events.
    if (file === undefined || (!isImported && /descriptor|features|\/(?:api|type|source_context)\./.test(path))) return [];
    const all = [...(kinds.includes('message') ? file.messages : []), ...(kinds.includes('enum') ? file.enums : [])];
    const also = isImported ? undefined : this.importing(path);
    return all.map(({ fullName }) => ({
      label: fullName,
      kind: 'name',
      insert: fullName,
      ...(also && { also, detail: 'with its import' }),
    }));
  }

  /** Behind the last import, else behind what stands at the beginning of the file. */
  private importing(path: string): NonNullable<Suggestion['also']> {
    const heads = this.outline.file.statements.filter(([first]) => /^(?:import|package|syntax|edition)$/.test(first?.text ?? ''));
    const last = heads.findLast(([first]) => first?.text === 'import') ?? heads.at(-1);
    const end = last?.at(-1)?.end;
    if (end === undefined) return { at: this.start, insert: `import ${JSON.stringify(path)};\n` };
    const semicolon = this.text.indexOf(';', end);
    return { at: semicolon + 1, insert: `\nimport ${JSON.stringify(path)};` };
  }
}

function packageOf(file: Block): string {
  return file.statements.find(([first]) => first?.text === 'package')?.[1]?.text ?? '';
}

/** All messages and enums below a block, by full name. */
function declared(file: Block, prefix: string, into: Map<string, { readonly kind: string }>): void {
  const pending: { readonly block: Block; readonly prefix: string }[] = [{ block: file, prefix }];
  for (const { block, prefix: around } of pending) {
    for (const inner of block.blocks) {
      const full = around === '' ? inner.name : `${around}.${inner.name}`;
      const isType = inner.kind === 'message' || inner.kind === 'enum';
      if (isType && inner.name !== '') into.set(full, { kind: inner.kind });
      if (isType || inner.kind === 'extend') pending.push({ block: inner, prefix: isType ? full : around });
    }
  }
}

function scopeOf(block: Block, packageName: string): string {
  const names: string[] = [];
  for (let at: Block | undefined = block; at; at = at.parent) if (at.kind === 'message') names.unshift(at.name);
  return [packageName, ...names].filter((name) => name !== '').join('.');
}

/** `Line` inside of the message that declares it, `Order.Line` outside; a leading dot where something nearer hides it. */
function nameOf(full: string, known: ReadonlyMap<string, object>, scope: string): Pick<Suggestion, 'label' | 'insert'> {
  const parts = full.split('.');
  for (let n = 1; n <= parts.length; n++) {
    const short = parts.slice(-n).join('.');
    if (resolve(known, short, scope) === known.get(full)) return { label: short, insert: short };
  }
  return { label: `.${full}`, insert: `.${full}` };
}
