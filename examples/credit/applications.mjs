/**
 * Credit applications as they normally come in, with what the model said of each and what became of it: text and
 * integers, a row an object.
 */
import { createRandom } from './random.mjs';

export const columns = [
  'application_id',
  'age',
  'annual_income',
  'loan_amount',
  'term_months',
  'interest_rate',
  'years_employed',
  'housing',
  'purpose',
  'has_guarantor',
  'credit_score',
  'prediction',
  'label',
];

const terms = [12, 24, 24, 36, 36, 36, 48, 60, 72];
const housings = ['own', 'own', 'mortgage', 'mortgage', 'mortgage', 'rent', 'rent', 'rent', 'rent', 'family'];
const purposes = ['car', 'car', 'car', 'home improvement', 'home improvement', 'education', 'medical', 'debt', 'other'];

/** 123456 hundredths are "1234.56". */
export function fromHundredths(hundredths) {
  const fraction = String(hundredths % 100).padStart(2, '0');
  return `${Math.trunc(hundredths / 100)}.${fraction}`;
}

/** Incomes are lopsided: the product of two bells, in whole hundredths. */
function drawIncome(random) {
  return random.around(1400, 3800) * random.around(900, 2900) + random.below(100);
}

function draw(random, id) {
  return {
    application_id: `A-${id}`,
    age: random.around(18, 74),
    annual_income: fromHundredths(drawIncome(random)),
    loan_amount: fromHundredths(random.around(100, 3900) * 1000 + random.below(10) * 50),
    term_months: random.pick(terms),
    interest_rate: fromHundredths(random.around(290, 1190)),
    years_employed: random.oneIn(40) ? '' : random.around(0, 34),
    housing: random.pick(housings),
    purpose: random.pick(purposes),
    has_guarantor: random.oneIn(6),
    credit_score: random.oneIn(60) ? '' : random.around(430, 850),
  };
}

/** The chance of default in thousandths, as the model has it. */
export function scoreRisk({ term_months, credit_score, years_employed }) {
  const risk = 260 + term_months - Math.trunc((Number(credit_score || 600) - 500) / 2) - Number(years_employed || 5);
  return Math.min(990, Math.max(10, risk));
}

/** What the model said, and what became of the loan: 1 is a default. */
function decide(application, random) {
  const risk = scoreRisk(application);
  const prediction = `0.${String(risk).padStart(3, '0')}`;
  return { ...application, prediction, label: random.below(1000) < risk ? 1 : 0 };
}

export function applications({ seed, count, firstId }) {
  const random = createRandom(seed);
  return Array.from({ length: count }, (_, index) => decide(draw(random, firstId + index), random));
}

export function toCsv(rows) {
  const lines = rows.map((row) => columns.map((column) => row[column] ?? '').join(','));
  return `${[columns.join(','), ...lines].join('\n')}\n`;
}
