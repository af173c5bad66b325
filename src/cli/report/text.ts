import { count, list } from '#base/text.ts';
import type { Severity } from '#rules/severity.ts';
import { countsOf, type FileReport, type Reported, type Reporter } from './report.ts';

const colour: Readonly<Record<Severity, number>> = { error: 31, warning: 33, hint: 36 };

/** For people: what, what next, consequences under their cause; and one line in the end. */
export const textReport: Reporter = (report, { colours }) => {
  const paint = (code: number, text: string) => (colours ? `\u001b[${code}m${text}\u001b[0m` : text);
  const parts = report.files.flatMap((file) => fileText(file, paint));
  const counts = countsOf(report);
  const total = counts.error + counts.warning + counts.hint;
  const found =
    total === 0
      ? `No ${report.base === undefined ? '' : 'new '}findings`
      : list([count(counts.error, 'error'), count(counts.warning, 'warning'), count(counts.hint, 'hint')]);
  const open = report.files.reduce((sum, file) => sum + file.openQuestions, 0);
  const accepted = report.files.reduce((sum, file) => sum + file.waived.length, 0);
  const more = [
    ...(open > 0 ? [`${count(open, 'open question')}`] : []),
    ...(accepted > 0 ? [`${accepted} accepted`] : []),
    ...(report.base === undefined ? [] : [`against ${report.base}`]),
  ];
  const summary = `${found} in ${count(report.files.length, 'design')}${more.length > 0 ? ` (${more.join(', ')})` : ''}.`;
  return `${[...parts, summary].join('\n')}\n`;
};

function fileText(file: FileReport, paint: (code: number, text: string) => string): string[] {
  const lines: string[] = [];
  const consequences = new Map<string, Reported[]>();
  for (const each of file.findings)
    if (each.causedBy !== undefined) consequences.set(each.causedBy, [...(consequences.get(each.causedBy) ?? []), each]);
  for (const each of file.findings) {
    if (each.causedBy !== undefined) continue;
    const { finding } = each;
    lines.push(
      `  ${paint(colour[finding.severity], finding.severity.padEnd(7))} ${finding.what}  ${paint(2, finding.rule)}`,
      `          ${paint(2, `${at(each)}${finding.next}`)}`,
    );
    const under = consequences.get(finding.key) ?? [];
    if (under.length > 0) {
      lines.push(`          ${paint(2, `Mending this also mends ${under.length} more:`)}`);
      for (const { finding: other } of under)
        lines.push(`            ${other.severity.padEnd(7)} ${other.what}  ${paint(2, other.rule)}`);
    }
  }
  for (const { finding, waiver } of file.waived)
    lines.push(`  ${paint(2, `accepted ${finding.what}  ${finding.rule}: ${waiver.reason} (${waiver.by}, ${waiver.on})`)}`);
  for (const waiver of file.stale)
    lines.push(`  ${paint(2, `A waiver of ${waiver.rule} (${waiver.by}, ${waiver.on}) is no longer needed: take it out.`)}`);
  if (file.fixed > 0) lines.push(`  ${paint(32, `${count(file.fixed, 'safe fix', 'safe fixes')} applied.`)}`);
  return lines.length === 0 ? [] : [paint(1, file.path), ...lines, ''];
}

function at({ place }: Reported): string {
  return place ? `line ${place.line}: ` : '';
}
