/** The form of an answer that a caller asks for with Accept: JSON, or the bytes of a profile. */
import type { Context } from 'hono';
import { accepts } from 'hono/accepts';
import { notAcceptable } from './errors.js';

export const JSON_FORM = 'application/json';
const FORMS = [JSON_FORM, 'application/vnd.tidemark.profile', 'application/octet-stream'];

/** JSON where any form will do. `not-acceptable` where none of ours is asked for. */
export function chooseForm(c: Context): string {
  const chosen = accepts(c, {
    header: 'Accept',
    supports: FORMS,
    default: JSON_FORM,
    match: (asked) => {
      const wanted = asked.filter(({ q }) => q > 0).toSorted((a, b) => b.q - a.q);
      return wanted.map(({ type }) => toForm(type.toLowerCase())).find((form) => form !== '') ?? '';
    },
  });
  if (chosen === '') throw notAcceptable(FORMS);
  return chosen;
}

function toForm(type: string): string {
  if (type === '*/*' || type === 'application/*') return JSON_FORM;
  return FORMS.find((form) => form === type) ?? '';
}
