/** The problems of a route, as the OpenAPI document lists them. */
import { ProblemAnswer } from './answers.js';

const DESCRIPTIONS = {
  400: 'The request or one of its options is wrong.',
  403: 'The request comes from a page of another site.',
  406: 'The answer has no form that Accept names.',
  413: 'The body, its records or its parts are above a limit.',
  414: 'The address is too long.',
  415: 'The body has a type or an encoding that is not read.',
  422: 'The data cannot be read, does not fit together, or is of a kind that is not read.',
  500: 'The server failed; its log says how.',
  503: 'The server holds too much for other requests; try again.',
} as const;

type ProblemStatus = keyof typeof DESCRIPTIONS;

type Responses<Status extends ProblemStatus> = Record<
  Status,
  { description: string; content: { 'application/problem+json': { schema: typeof ProblemAnswer } } }
>;

export function problemResponses<Status extends ProblemStatus>(...statuses: readonly Status[]): Responses<Status> {
  const responses = statuses.map((status) => [
    status,
    { description: DESCRIPTIONS[status], content: { 'application/problem+json': { schema: ProblemAnswer } } },
  ]);
  return Object.fromEntries(responses) as Responses<Status>;
}
