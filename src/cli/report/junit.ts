import { countsOf, type Reporter } from './report.ts';

/** JUnit's XML, as test reports of most build servers read it: a suite a design, a case a finding; hints pass. */
export const junitReport: Reporter = (report) => {
  const counts = countsOf(report);
  const suites = report.files.map(({ path, findings, waived }) => {
    const failing = findings.filter(({ finding }) => finding.severity !== 'hint').length;
    const cases = [
      ...findings.map(({ finding, place }) => {
        const where = place ? `${path}:${place.line}:${place.column}` : path;
        const name = `name="${xml(`${finding.rule}: ${finding.what}`)}" classname="${xml(path)}"`;
        const text = xml(`${finding.what}\n${finding.why}\n${finding.next}\n${where}`);
        return finding.severity === 'hint'
          ? `    <testcase ${name}><system-out>${text}</system-out></testcase>`
          : `    <testcase ${name}><failure type="${finding.severity}" message="${xml(finding.what)}">${text}</failure></testcase>`;
      }),
      ...waived.map(
        ({ finding, waiver }) =>
          `    <testcase name="${xml(`${finding.rule}: ${finding.what}`)}" classname="${xml(path)}">` +
          `<skipped message="${xml(`accepted by ${waiver.by}: ${waiver.reason}`)}"/></testcase>`,
      ),
      ...(findings.length + waived.length === 0 ? [`    <testcase name="no findings" classname="${xml(path)}"/>`] : []),
    ];
    const head = `name="${xml(path)}" tests="${cases.length}" failures="${failing}" skipped="${waived.length}" errors="0"`;
    return [`  <testsuite ${head}>`, ...cases, '  </testsuite>'].join('\n');
  });
  const body = suites.length === 0 ? '' : `\n${suites.join('\n')}`;
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="millrace check" failures="${counts.error + counts.warning}">${body}\n</testsuites>\n`;
};

/** Escaped, without the control characters that XML 1.0 has no way to write. */
function xml(text: string): string {
  return [...text]
    .filter((char) => char >= ' ' || char === '\n' || char === '\t')
    .join('')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
