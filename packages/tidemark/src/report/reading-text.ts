/** What was read and what was set aside, as lines of text. */
import type { CheckResult } from '../monitor/check/check-result.js';
import { toCountText, toPlainText, toPluralText } from './plain.js';

type Report = CheckResult['report'];
type Complaint = Report['complaints'][number];

const SENTENCES: Readonly<Record<Complaint['kind'], string>> = {
  'ragged-row': 'with another number of fields than the header',
  'open-quote': 'with a quote that is never closed',
  'long-record': 'longer than 1 MiB',
};

/** One line for the rows, and one for each kind of record that was set aside. */
export function toReadingLines(report: Report): string[] {
  const aside = report.quarantined === 0 ? '' : `, ${toPluralText(report.quarantined, 'record')} set aside`;
  return [
    `${toPluralText(report.rows, 'row')} read${aside}.`,
    ...report.complaints.map((complaint) => `  ${describeComplaint(complaint)}`),
    ...report.invalidUtf8.map(
      ({ column, count }) => `  ${toPluralText(count, 'value')} of ${toPlainText(column)} not in UTF-8, replaced`,
    ),
  ];
}

function describeComplaint({ kind, count, first }: Complaint): string {
  const places = first.map(({ source, line, expectedFields, foundFields }) => {
    const fields = foundFields === undefined ? '' : ` (${foundFields} of ${expectedFields ?? 0} fields)`;
    return `${toPlainText(source)} line ${toCountText(line)}${fields}`;
  });
  const more = count > first.length ? `, and ${toCountText(count - first.length)} more` : '';
  return `${toPluralText(count, 'record')} ${describeKind(kind)}: ${places.join(', ')}${more}`;
}

function describeKind(kind: Complaint['kind']): string {
  return Object.hasOwn(SENTENCES, kind) ? SENTENCES[kind] : `set aside as ${toPlainText(kind)}`;
}
