/**
 * A simulated year of a credit model, week by week: loans, the model's score, and what became of each loan once it was
 * known. In week 18 a new channel brings other applicants, whom it is harder to tell apart: the model gets worse, and
 * its scores show it. In week 32 the market turns: the same score no longer means the same risk, which no score shows. Integers only: the same year on every machine.
 */
import { createRandom } from '../credit/random.mjs';

export const WEEKS = 52;
export const COVARIATE_SHIFT = 18;
export const CONCEPT_SHIFT = 32;

/** Weeks until a loan is known to be paid or not: at least and at most. */
const LAG = [8, 13];
const LOANS_A_WEEK = 600;
const REFERENCE_LOANS = 8000;

function clamp(thousandths) {
  return Math.min(980, Math.max(10, thousandths));
}

/** An applicant of the old channels, or of the new one: younger accounts, more of the credit line in use. */
function drawApplicant(random, isNewChannel) {
  return {
    utilisation: isNewChannel ? random.around(30, 95) : random.around(0, 90),
    account_years: isNewChannel ? random.around(0, 9) : random.around(0, 24),
    late_payments: random.pick(isNewChannel ? [0, 0, 1, 1, 2] : [0, 0, 0, 0, 0, 1, 2, 3]),
    channel: isNewChannel ? 'partner' : random.pick(['branch', 'web', 'web']),
  };
}

/** The model's score in thousandths: it is too sure of itself at both ends. */
function scoreOf({ utilisation, account_years, late_payments }) {
  return clamp(utilisation * 8 - account_years * 26 + late_payments * 190 - 10);
}

/** The chance of default in thousandths, by which the outcome is drawn. */
function riskOf(applicant, isAfterTurn) {
  const score = scoreOf(applicant);
  if (!isAfterTurn) return clamp(50 + Math.trunc((score * 8) / 10));
  // Old accounts fall as often as new ones, and the credit line says little.
  return clamp(330 + Math.trunc(score / 10) + applicant.late_payments * 30);
}

function toScore(thousandths) {
  return thousandths / 1000;
}

function drawLoan(random, { isNewChannel, isAfterTurn }) {
  const applicant = drawApplicant(random, isNewChannel);
  const isDefault = random.below(1000) < riskOf(applicant, isAfterTurn);
  return { ...applicant, score: toScore(scoreOf(applicant)), defaulted: isDefault ? 1 : 0 };
}

/** The loans that the model was accepted on, all of them known. */
export function drawReference(seed) {
  const random = createRandom(seed);
  const before = { isNewChannel: false, isAfterTurn: false };
  return Array.from({ length: REFERENCE_LOANS }, () => {
    // A few applicants of the new channel were there before: what they do is known.
    return drawLoan(random, { ...before, isNewChannel: random.oneIn(10) });
  });
}

/** The weeks of the year as they are known at its end, and as they turned out. */
export function drawYear(seed) {
  const random = createRandom(seed);
  return Array.from({ length: WEEKS }, (_, index) => {
    const week = index + 1;
    const isAfterTurn = week >= CONCEPT_SHIFT;
    const loans = Array.from({ length: LOANS_A_WEEK }, () => {
      const isNewChannel = week >= COVARIATE_SHIFT ? !random.oneIn(5) : random.oneIn(10);
      const loan = drawLoan(random, { isNewChannel, isAfterTurn });
      const [least, most] = LAG;
      const knownIn = week + least + random.below(most - least + 1);
      return { ...loan, defaulted: knownIn <= WEEKS ? loan.defaulted : null, outcome: loan.defaulted };
    });
    return { name: `week ${week}`, week, loans };
  });
}
