/** The columns of an event that its seal covers, as PostgreSQL prints them, in this order. Landed ones never change. */
export const SEALED_COLUMNS = [
  'id::text',
  `to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`,
  'type',
  'subject_type',
  'subject_id::text',
  'plan_id::text',
  'agency_id::text',
  'actor_kind',
  'actor_id::text',
  'actor_label',
  'on_behalf_of_id::text',
  'on_behalf_of_label',
  'via',
  'request_id',
  'address',
  'before::text',
  'after::text',
  `encode(digest, 'hex')`,
] as const;

/** Those that every row has been sealed with. */
const OLD_COLUMNS = SEALED_COLUMNS.length - 1;

/** The values of `SEALED_COLUMNS`; the first is the event's id, the second its instant. */
export type SealedValues = readonly (string | null)[];

/**
 * What a seal is made over: the place in the chain and every word of the event. As a JSON array, so that no two events
 * print alike by moving a letter from one column into the next. The writing transaction's number is left out: a
 * restored log has others.
 */
export function sealWords(seq: number, values: SealedValues): string {
  // The digest came later: rows without one are sealed as those before it were.
  const words = values.length > OLD_COLUMNS && values.at(-1) === null ? values.slice(0, -1) : values;
  return JSON.stringify([seq, ...words]);
}
