import { rulePageMarkdown } from '#rules/page.ts';
import type { Severity } from '#rules/severity.ts';
import type { Place } from '../designs.ts';
import type { Reporter } from './report.ts';

const levels: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', hint: 'note' };

/** SARIF 2.1.0 (OASIS), as code scanning reads it; what was accepted is a suppressed result. */
export const sarifReport: Reporter = (report) => {
  const ids = report.rules.map(({ id }) => id);
  const rules = report.rules.map((rule) => ({
    id: rule.id,
    name: rule.title,
    shortDescription: { text: rule.title },
    fullDescription: { text: rule.summary },
    help: { text: `${rule.why} ${rule.mend.join(' ')}`, markdown: rulePageMarkdown(rule) },
    defaultConfiguration: { level: levels[rule.severity] },
    properties: { tags: [rule.category] },
  }));
  const results = report.files.flatMap(({ path, findings, waived }) => [
    ...findings.map(({ finding, place }) => ({
      ruleId: finding.rule,
      ruleIndex: ids.indexOf(finding.rule),
      level: levels[finding.severity],
      message: { text: `${finding.what} ${finding.why} ${finding.next}` },
      locations: [location(path, place)],
      partialFingerprints: { 'millraceFinding/v1': finding.key },
    })),
    ...waived.map(({ finding, place, waiver }) => ({
      ruleId: finding.rule,
      ruleIndex: ids.indexOf(finding.rule),
      level: levels[finding.severity],
      message: { text: `${finding.what} ${finding.why} ${finding.next}` },
      locations: [location(path, place)],
      partialFingerprints: { 'millraceFinding/v1': finding.key },
      suppressions: [{ kind: 'inSource', status: 'accepted', justification: `${waiver.reason} (${waiver.by}, ${waiver.on})` }],
    })),
  ]);
  const log = {
    version: '2.1.0',
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    runs: [{ tool: { driver: { name: 'millrace', rules } }, columnKind: 'utf16CodeUnits', results }],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
};

function location(path: string, place: Place | undefined) {
  return {
    physicalLocation: {
      artifactLocation: { uri: encodeURI(path.replaceAll('\\', '/')) },
      ...(place && { region: { startLine: place.line, startColumn: place.column } }),
    },
  };
}
