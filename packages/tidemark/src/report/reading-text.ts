/** What was read and what was set aside, as lines of text. */
import type { CheckResult } from '../monitor/check/check-result.js';
import { toCountText, toPlainText, toPluralText } from './plain.js';

type Report = CheckResult['report'];
type Complaint = Report['complaints'][number];

const SENTENCES: Readonly<Record<Complaint['kind'], string>> = {
  'ragged-row': 'with another number of fields than the header',
  'open-quote': 'with a quote that is never closed',
  'long-record': 'longer than 1 MiB',
  'broken-json': 'that is no JSON',
  'deep-record': 'with more than 64 objects and arrays inside each other',
  'no-record': 'that is neither an object nor an array',
  'repeated-key': 'with two values of one name',
  'no-capture': 'that is no capture record',
  'broken-payload': 'whose request or response is not what its encoding says',
  'unequal-rows': 'whose request and response have different numbers of rows',
  'no-time': 'without a readable time',
  'failed-preprocess': 'for which the preprocessing function failed',
  'unfit-record': 'in which label, prediction or score could not be read',
};

/** One line for the rows, and one for each kind of record that was set aside. */
export function toReadingLines(report: Report): string[] {
  const aside = report.quarantined === 0 ? '' : `, ${toPluralText(report.quarantined, 'record')} set aside`;
  const outside = report.outside === 0 ? '' : `, ${toPluralText(report.outside, 'record')} outside the time asked for`;
  const again =
    report.duplicates === 0 ? '' : `, ${toPluralText(report.duplicates, 'record')} that came again left out`;
  return [
    `${toPluralText(report.rows, 'row')} read${aside}${outside}${again}.`,
    ...report.complaints.map((complaint) => `  ${describeComplaint(complaint)}`),
    ...report.invalidUtf8.map(
      ({ column, count }) => `  ${toPluralText(count, 'value')} of ${toPlainText(column)} not in UTF-8, replaced`,
    ),
  ];
}

function describeComplaint({ kind, count, first }: Complaint): string {
  const unit = kind === 'failed-preprocess' || kind === 'unfit-record' ? 'record' : 'line';
  const places = first.map(({ source, line, expectedFields, foundFields, message }) => {
    const fields = foundFields === undefined ? '' : ` (${foundFields} of ${expectedFields ?? 0} fields)`;
    const reason = message === undefined ? '' : ` (${toPlainText(message)})`;
    return `${toPlainText(source)} ${unit} ${toCountText(line)}${fields}${reason}`;
  });
  const more = count > first.length ? `, and ${toCountText(count - first.length)} more` : '';
  return `${toPluralText(count, 'record')} ${describeKind(kind)}: ${places.join(', ')}${more}`;
}

function describeKind(kind: Complaint['kind']): string {
  return Object.hasOwn(SENTENCES, kind) ? SENTENCES[kind] : `set aside as ${toPlainText(kind)}`;
}
