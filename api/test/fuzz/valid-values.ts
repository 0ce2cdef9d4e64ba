import fc from 'fast-check';
import { type ApiDocument, resolve, type Schema, typesOf } from './contract.js';

/** Ids and words that stand for something, by the name of the field or path that takes them. */
export type KnownIds = (name: string) => readonly string[];

/** Letters that people and attackers write: Vietnamese composed and decomposed, quotes, marks that change direction. */
const LETTERS = fc.oneof(
  { weight: 12, arbitrary: fc.constantFrom(...'abcdeghiklmnopqrstuvxyABC0123456789 .-/') },
  { weight: 4, arbitrary: fc.constantFrom('ạ', 'ế', 'ữ', 'Đ', 'e\u0302\u0301', 'ß', 'İ') },
  { weight: 2, arbitrary: fc.constantFrom("'", '"', '\\', '%', '_', '<', '&', '\n', '\u202e', '\ufeff', '😀', '$1') },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }).filter(isStorable) },
);

/** PostgreSQL cannot store NUL, and half a surrogate pair is no text. */
function isStorable(text: string): boolean {
  return !/[\0\ud800-\udfff]/u.test(text);
}

function text(schema: Schema, name: string, known: KnownIds): fc.Arbitrary<string> {
  const min = schema.minLength ?? 0;
  const max = schema.maxLength ?? 60;
  const usual = fc.array(LETTERS, { minLength: min, maxLength: Math.max(min, Math.min(max, 24)) });
  const longest = fc.constantFrom('a', 'ă', ' ').map((letter) => Array<string>(Math.min(max, 3_000)).fill(letter));
  const any = fc
    .oneof({ weight: 9, arbitrary: usual }, { weight: 1, arbitrary: longest })
    .map((letters) => letters.join('').slice(0, max))
    .filter((made) => made.length >= min && isStorable(made));
  const words = known(name).filter((word) => word.length >= min && word.length <= max);
  return words.length > 0 ? fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...words) }, any) : any;
}

/** Around the year of the sample, the day of the test, and the ends of what a date can be. */
const DATES = fc.oneof(
  { weight: 8, arbitrary: fc.date({ min: new Date('2022-06-01'), max: new Date('2027-12-31'), noInvalidDate: true }) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(new Date(0), new Date('0001-01-01'), new Date('9999-12-31'), new Date('2024-02-29')),
  },
);

function uuid(name: string, known: KnownIds): fc.Arbitrary<string> {
  const ids = known(name);
  if (ids.length === 0) return fc.uuid({ version: 4 });
  return fc.oneof({ weight: 5, arbitrary: fc.constantFrom(...ids) }, { weight: 1, arbitrary: fc.uuid({ version: 4 }) });
}

/** Values that the schema allows. */
export function validValue(document: ApiDocument, given: Schema, name: string, known: KnownIds): fc.Arbitrary<unknown> {
  const schema = resolve(document, given);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  if (schema.anyOf) return fc.oneof(...schema.anyOf.map((each) => validValue(document, each, name, known)));
  const types = typesOf(schema);
  const one = types.map((type) => ofType(document, { ...schema, type }, name, known));
  return one.length > 0 ? fc.oneof(...one) : fc.jsonValue();
}

function ofType(document: ApiDocument, schema: Schema, name: string, known: KnownIds): fc.Arbitrary<unknown> {
  switch (schema.type) {
    case 'null':
      return fc.constant(null);
    case 'boolean':
      return fc.boolean();
    case 'integer':
    case 'number': {
      const [min, max] = [schema.minimum ?? 0, schema.maximum ?? 1_000];
      return fc.oneof(fc.integer({ min, max }), fc.constantFrom(min, max));
    }
    case 'array': {
      const item = validValue(document, schema.items ?? {}, name.replace(/s$/, ''), known);
      const size = { minLength: schema.minItems ?? 0, maxLength: schema.maxItems ?? 3 };
      return schema.uniqueItems ? fc.uniqueArray(item, size) : fc.array(item, size);
    }
    case 'object':
      return object(document, schema, known);
    default:
      if (schema.format === 'uuid') return uuid(name, known);
      if (schema.format === 'date') return DATES.map((date) => date.toISOString().slice(0, 10));
      if (schema.format === 'date-time') return DATES.map((date) => date.toISOString());
      return text(schema, name, known);
  }
}

function object(document: ApiDocument, schema: Schema, known: KnownIds): fc.Arbitrary<unknown> {
  const fields = Object.fromEntries(
    Object.entries(schema.properties ?? {}).map(([name, field]) => [name, validValue(document, field, name, known)]),
  );
  return fc.record(fields, { requiredKeys: schema.required ?? [], noNullPrototype: true });
}
