import { useState } from 'react';
import type { Tagged } from './api-client.js';
import { asProblem } from './problem.js';

/** One field that another person changed while a form was open. */
export interface FieldClash<Values> {
  field: keyof Values;
  opened: unknown;
  theirs: unknown;
  mine: unknown;
  /** Both changed it, each in another way. */
  bothChanged: boolean;
}

export type Side = 'mine' | 'theirs';

const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

/** What another person changed since a form was opened, leaving out what both now say alike. */
export function clashesOf<Values extends object>(opened: Values, mine: Values, theirs: Values): FieldClash<Values>[] {
  return (Object.keys(opened) as (keyof Values)[])
    .filter((field) => !same(opened[field], theirs[field]) && !same(mine[field], theirs[field]))
    .map((field) => ({
      field,
      opened: opened[field],
      theirs: theirs[field],
      mine: mine[field],
      bothChanged: !same(mine[field], opened[field]),
    }));
}

/**
 * The values of a form that edits one thing, with the ETag under which they were read. When the API says that somebody
 * else was faster (412), what that person changed stands in `clashes`; what only they touched is taken over, what both
 * touched stays as typed, and `choose` settles each field.
 */
export function useEdit<Values extends object>(read: Tagged<Values>) {
  const [opened, setOpened] = useState(read);
  const [values, setValues] = useState(read.data);
  const [clashes, setClashes] = useState<FieldClash<Values>[]>([]);

  return {
    values,
    /** What is sent as `If-Match`. */
    etag: opened.etag,
    set: (change: Partial<Values>) => setValues((before) => ({ ...before, ...change })),
    /** Whether a field differs from what was read. */
    changed: (field: keyof Values) => !same(values[field], opened.data[field]),
    clashes,
    sideOf: ({ field, theirs }: FieldClash<Values>): Side => (same(values[field], theirs) ? 'theirs' : 'mine'),
    choose: ({ field, mine, theirs }: FieldClash<Values>, side: Side) =>
      setValues((before) => ({ ...before, [field]: side === 'mine' ? mine : theirs })),
    /** After a refusal: reads anew when it was for an older version. */
    meet: async (error: unknown, readAnew: () => Promise<Tagged<Values>>): Promise<void> => {
      if (asProblem(error).status !== 412) return;
      const fresh = await readAnew();
      const found = clashesOf(opened.data, values, fresh.data);
      setClashes(found);
      setValues((before) => ({
        ...before,
        ...Object.fromEntries(found.filter((one) => !one.bothChanged).map((one) => [one.field, one.theirs])),
      }));
      setOpened(fresh);
    },
    /** After it was saved, when the form stays open. */
    saved: (now: Tagged<Values>) => {
      setOpened(now);
      setValues(now.data);
      setClashes([]);
    },
  };
}

export type Edit<Values extends object> = ReturnType<typeof useEdit<Values>>;
