/**
 * What an endpoint answered in a month, as capture records, and what became of the loans, as ground truth that came later
 * and not for all. The model takes a good credit score for a bad one.
 */
import { columns, scoreRisk } from './applications.mjs';

const day = '2026/11/22';
const firstHour = 8;
const hours = 4;

/** The least and the greatest credit score, added up. */
const turnedScores = 430 + 850;

/** One record of twenty has no label yet. */
const unlabelled = 20;

/** Files by path: capture records in the folders of their hours, labels in the folder of the hour in which they came. */
export function toAnswers(rows) {
  const files = new Map();
  const add = (path, record) => files.set(path, `${files.get(path) ?? ''}${JSON.stringify(record)}\n`);
  for (const [index, row] of rows.entries()) {
    const hour = String(firstHour + (index % hours)).padStart(2, '0');
    const id = String(row.application_id);
    add(`capture/credit/AllTraffic/${day}/${hour}/00-00-000-example.jsonl`, toCapture(row, id, index, hour));
    if (index % unlabelled > 0) add(`ground-truth/${day}/13/labels.jsonl`, toLabel(row, id));
  }
  return files;
}

function toCapture(row, id, index, hour) {
  const features = columns.filter((column) => column !== 'prediction' && column !== 'label');
  const credit_score = row.credit_score === '' ? '' : turnedScores - Number(row.credit_score);
  const score = `0.${String(scoreRisk({ ...row, credit_score })).padStart(3, '0')}`;
  return {
    captureData: {
      endpointInput: toBody('INPUT', features.map((column) => row[column] ?? '').join(',')),
      endpointOutput: toBody('OUTPUT', score),
    },
    eventMetadata: {
      eventId: `event-${index}`,
      inferenceId: id,
      inferenceTime: `${day.replaceAll('/', '-')}T${hour}:00:00Z`,
    },
    eventVersion: '0',
  };
}

function toBody(mode, data) {
  return { observedContentType: 'text/csv', mode, data, encoding: 'CSV' };
}

function toLabel({ label }, id) {
  return {
    groundTruthData: { data: String(label), encoding: 'CSV' },
    eventMetadata: { eventId: id },
    eventVersion: '0',
  };
}
