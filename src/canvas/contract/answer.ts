import type { Fault } from '#base/result.ts';
import { noSuggestions } from '#contracts/suggestion.ts';
import { compare } from './compare.ts';
import { words } from './labels.ts';
import { readers } from './readers.ts';
import type { Answers, Ask, Inspection, Marked, PayloadFault, SchemaText } from './service.ts';

/** What the worker answers. Throws only for mistakes of ours and for what is too much work. */
export function answer(ask: Ask): Answers[Ask['kind']] {
  switch (ask.kind) {
    case 'inspect':
      return inspect(ask.schema);
    case 'compare':
      return compare(ask);
    case 'complete':
      return readers[ask.schema.format]?.complete(ask.schema.text, ask.offset) ?? noSuggestions(ask.offset);
    case 'sample': {
      const read = readers[ask.schema.format]?.read(ask.schema.text);
      if (!read?.ok) return { sentence: words.unread };
      const made = readers[ask.schema.format]?.sample(read.value, ask.seed);
      return made?.ok ? { payload: made.value } : { sentence: made?.faults[0]?.message ?? words.unread };
    }
    case 'check': {
      const read = readers[ask.schema.format]?.read(ask.schema.text);
      if (!read?.ok) return { faults: [{ at: '', message: words.unread }] };
      return { faults: (readers[ask.schema.format]?.check(read.value, ask.payload) ?? []).map(payloadFault) };
    }
  }
}

function inspect({ format, text }: SchemaText): Inspection {
  const reader = readers[format];
  if (!reader) return { text, faults: [], fields: [], beyond: [] };
  const read = reader.read(text);
  if (!read.ok) return { text, faults: read.faults.map(marked), fields: [], beyond: [] };
  const { rows, beyond } = reader.fields(read.value);
  return { text, faults: [], fields: rows, beyond };
}

/** A fault without a place is one of the whole text; one without an end is one of the rest of its word. */
function marked({ message, line = 1, column = 1 }: Fault): Marked {
  return { message, line, column, endLine: line, endColumn: column + 1 };
}

function payloadFault({ path = '', line, column, message }: Fault): PayloadFault {
  const at = path !== '' ? path : line === undefined ? '' : words.lineAndColumn(line, column ?? 1);
  return { at, message };
}
