/** What goes wrong in the current data: each incident changes the rows it strikes. */
import { fromHundredths } from './applications.mjs';

/** Amounts are text in hundredths; reading one without its dot is exact. */
function toHundredths(amount) {
  return Number(amount.replace('.', ''));
}

/** A new channel brings applicants who earn about an eighth less. */
function incomeFalls(rows) {
  for (const row of rows) row.annual_income = fromHundredths(Math.trunc((toHundredths(row.annual_income) * 7) / 8));
}

/** A form field became optional: one answer in six is gone. */
function yearsEmployedGoMissing(rows) {
  for (const [index, row] of rows.entries()) if (index % 6 === 1) row.years_employed = '';
}

/** Reversed bookings are sent as applications. */
function loanAmountsTurnNegative(rows) {
  for (const [index, row] of rows.entries()) if (index % 90 === 17) row.loan_amount = `-${row.loan_amount}`;
}

/** A partner offers loans for a purpose that the model never saw. */
function aPurposeAppears(rows) {
  for (const [index, row] of rows.entries()) if (index % 70 === 33) row.purpose = 'solar panels';
}

/** The bureau's answer arrives late, and a word takes its place. */
function scoresBecomeText(rows) {
  for (const [index, row] of rows.entries()) if (index % 45 === 8) row.credit_score = 'pending';
}

export const incidents = [
  incomeFalls,
  yearsEmployedGoMissing,
  loanAmountsTurnNegative,
  aPurposeAppears,
  scoresBecomeText,
];
