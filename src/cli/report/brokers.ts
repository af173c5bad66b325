import { count, list, quoted } from '#base/text.ts';
import { productOf, variantOf } from '#brokers/index.ts';
import type { BrokerFit, Need, Point, RowFit } from '#rules/fit/fit.ts';
import type { Verdict } from '#rules/fit/verdicts.ts';
import { needLabels } from '#rules/fit/words.ts';

/** One question and its answer. */
export interface Asked {
  /** Undefined for the channels without one. */
  readonly broker: string | undefined;
  readonly channels: readonly string[];
  readonly fit: BrokerFit;
}

export interface BrokersReport {
  readonly path: string;
  readonly asked: readonly Asked[];
}

type Reporter = (report: BrokersReport, options: { readonly colours: boolean }) => string;
type Paint = (code: number, text: string) => string;

const marks: Readonly<Record<Verdict, { readonly word: string; readonly colour: number }>> = {
  fits: { word: 'fits', colour: 32 },
  if: { word: 'fits if', colour: 33 },
  no: { word: 'no', colour: 31 },
};

/** For people: what is asked for, then each row with its reasons. */
export const brokersText: Reporter = ({ path, asked }, { colours }) => {
  const paint: Paint = (code, text) => (colours ? `\u001b[${code}m${text}\u001b[0m` : text);
  if (asked.length === 0) return `${path} has no channel: there is nothing to ask of a broker.\n`;
  return `${asked.map((each) => scopeText(each, paint)).join('\n')}`;
};

function scopeText({ broker, channels, fit }: Asked, paint: Paint): string {
  const where = broker === undefined ? 'without a broker' : `on ${quoted(broker)}`;
  const lines = [paint(1, `${count(channels.length, 'channel')} ${where}`), ''];
  const settled = fit.needs.filter(({ status }) => status !== 'open');
  const open = fit.needs.filter(({ status }) => status === 'open');
  if (settled.length === 0) lines.push('  Nothing has been said that only some products could do.');
  for (const need of settled) lines.push(`  ${need.sentence}${need.status === 'assumed' ? paint(2, ' (assumed)') : ''}`);
  for (const need of open) lines.push(`  ${paint(36, '?')} ${need.sentence}`);
  lines.push('');
  for (const row of fit.rows) lines.push(...rowText(row, paint));
  return `${lines.join('\n')}\n`;
}

function rowText(row: RowFit, paint: Paint): string[] {
  const { word, colour } = marks[row.verdict];
  const name = rowName(row.product, row.variant);
  const lines = [`  ${paint(colour, word.padEnd(7))} ${name}${row.inUse ? paint(2, ' (in use)') : ''}`];
  const silent: Point[] = [];
  for (const point of row.points) {
    if (point.sentence === '') {
      if (!point.verified) silent.push(point);
      continue;
    }
    lines.push(`          ${paint(2, point.sentence + notes(point) + (point.verified ? '' : ' Not verified.'))}`);
  }
  if (silent.length > 0) {
    const kinds = [...new Set(silent.map(({ kind }) => needLabels[kind].toLowerCase()))];
    lines.push(`          ${paint(2, `Not verified: ${list(kinds)}.`)}`);
  }
  return lines;
}

function notes({ notes: each }: Point): string {
  return each.length > 0 ? ` (${each.join('; ')})` : '';
}

/** “RabbitMQ: quorum queue”, and how it is written. */
function rowName(product: string, variant: string): string {
  const known = productOf(product);
  const mode = variantOf(product, variant);
  const several = (known?.variants.length ?? 0) > 1;
  return `${known?.label}${several ? `: ${mode?.label} (${product}, variant ${variant})` : ` (${product})`}`;
}

/** For programs: everything that the text says, and the ids behind it. */
export const brokersJson: Reporter = ({ path, asked }) => {
  const needs = ({ kind, status, sentence, at, asks }: Need) => ({ kind, status, sentence, at, asks });
  const scopes = asked.map(({ broker, channels, fit }) => ({
    ...(broker !== undefined && { broker }),
    channels,
    needs: fit.needs.map(needs),
    rows: fit.rows.map((row) => ({ ...row, label: rowName(row.product, row.variant) })),
  }));
  return `${JSON.stringify({ path, asked: scopes }, null, 2)}\n`;
};
