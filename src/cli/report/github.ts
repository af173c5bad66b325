import type { Severity } from '#rules/severity.ts';
import type { Reporter } from './report.ts';

const commands: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', hint: 'notice' };

/** Workflow commands of GitHub Actions: marks at the lines of a pull request. */
export const githubReport: Reporter = (report) =>
  report.files
    .flatMap(({ path, findings }) =>
      findings.map(({ finding, place }) => {
        const properties = [
          `file=${property(path)}`,
          ...(place ? [`line=${place.line}`, `col=${place.column}`] : []),
          `title=${property(finding.rule)}`,
        ];
        return `::${commands[finding.severity]} ${properties.join(',')}::${data(`${finding.what} ${finding.next}`)}\n`;
      }),
    )
    .join('');

function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
