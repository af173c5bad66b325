import { faults, invariants } from './faults.ts';
import { categories, type Rule, type SubjectKind } from './rule.ts';
import type { Severity } from './severity.ts';
import type { Source } from './sources.ts';

/** A rule's page as data, for whoever lays it out: the product's panel, the documentation, the command line. */
export interface RulePage {
  readonly id: string;
  readonly title: string;
  readonly category: string;
  readonly severity: Severity;
  /** Kinds that it looks at. */
  readonly subject: readonly SubjectKind[];
  readonly summary: string;
  readonly why: string;
  readonly bad: readonly PageExample[];
  readonly good: readonly PageExample[];
  readonly mend: readonly string[];
  readonly notWhen: readonly string[];
  /** What a rehearsal shows, or why it shows nothing. */
  readonly rehearsal: { readonly breaks: readonly string[]; readonly when: readonly string[] } | { readonly not: string };
  readonly sources: readonly Source[];
}

export interface PageExample {
  readonly name: string;
  readonly sketch: string;
  /** Severities found in it, most severe first; none in a good example. */
  readonly finds: readonly Severity[];
}

export function rulePage(rule: Rule): RulePage {
  const { id, title, severity, subject, summary, why, mend, notWhen, sources, behavioural } = rule;
  return {
    id,
    title,
    category: categories[rule.category],
    severity,
    subject,
    summary,
    why,
    bad: rule.examples.bad.map(({ name, sketch, expects }) => ({
      name,
      sketch,
      finds: expects?.map((each) => each.severity) ?? [severity],
    })),
    good: rule.examples.good.map(({ name, sketch }) => ({ name, sketch, finds: [] })),
    mend,
    notWhen,
    rehearsal:
      'not' in behavioural
        ? { not: behavioural.not }
        : {
            breaks: behavioural.invariants.map((name) => invariants[name]),
            when: behavioural.faults.map((name) => faults[name].says),
          },
    sources,
  };
}

/** The page as Markdown. */
export function rulePageMarkdown(rule: Rule): string {
  const page = rulePage(rule);
  const bullets = (items: readonly string[]) => items.map((item) => `- ${item}`).join('\n');
  const example = ({ name, sketch, finds }: PageExample) =>
    `${sentence(name)}${finds.length > 0 ? ` (${finds.join(', ')})` : ''}:\n\n\`\`\`\n${sketch.trim()}\n\`\`\``;
  const parts = [
    `# ${page.title}`,
    `\`${page.id}\` · ${page.category} · ${page.severity}`,
    page.summary,
    `## Why\n\n${page.why}`,
    `## Bad\n\n${page.bad.map(example).join('\n\n')}`,
    `## Good\n\n${page.good.map(example).join('\n\n')}`,
    `## How to mend it\n\n${bullets(page.mend)}`,
    `## When it does not apply\n\n${bullets(page.notWhen)}`,
    'not' in page.rehearsal
      ? `## In the rehearsal\n\nNot played: ${lowerFirst(page.rehearsal.not)}`
      : `## In the rehearsal\n\nAccidents that show it:\n\n${bullets(page.rehearsal.when)}\n\nWhat then no longer ` +
        `holds:\n\n${bullets(page.rehearsal.breaks)}`,
    `## Sources\n\n${bullets(page.sources.map(({ title, url }) => (url === undefined ? title : `[${title}](${url})`)))}`,
  ];
  return `${parts.join('\n\n')}\n`;
}

/** The list of all rules, by category, as Markdown. */
export function ruleIndexMarkdown(rules: readonly Rule[]): string {
  const parts = [
    '# Rules',
    'What Millrace checks in a drawing. Made from the rules by `npm run generate`: each example is run as a test.',
  ];
  for (const [category, title] of Object.entries(categories)) {
    const own = rules.filter((rule) => rule.category === category);
    if (own.length === 0) continue;
    const rows = own.map((rule) => `| [${rule.id}](${rule.id}.md) | ${rule.severity} | ${rule.summary} |`);
    parts.push(`## ${title}`, ['| rule | severity | what it looks for |', '|---|---|---|', ...rows].join('\n'));
  }
  return `${parts.join('\n\n')}\n`;
}

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
