import fc from 'fast-check';
import type { Call } from './call.js';
import { type ApiDocument, type Operation, resolve, type Schema, typesOf } from './contract.js';

/** One way to break a valid call: what the document forbids, nothing that a rule behind it forbids. */
type Fault = (call: Call) => Call;

const WRONG: Record<string, unknown[]> = {
  string: [5, true, ['a'], { a: 1 }],
  integer: ['5', 1.5, true, [1], {}],
  number: ['5', true, [1], {}],
  boolean: ['true', 1, []],
  array: ['a', 7, {}, true],
  object: ['a', 7, [], true],
};

const NO_DATES = ['2023-02-30', '2023-13-01', '20230101', '01/02/2023', '2023-1-1', 'mai', ''];
const NO_INSTANTS = ['2023-02-30T00:00:00Z', '2023-01-01', '2023-01-01T00:00:00', '2023-01-01T25:00:00Z', 'mai', ''];
const NO_UUIDS = ['', 'x', '123', '00000000-0000-4000-8000-00000000000', "' OR 1=1 --", '{}'];

/** Values that the schema forbids; empty where it allows anything. */
function wrongValues(document: ApiDocument, given: Schema): unknown[] {
  const schema = resolve(document, given);
  if (schema.anyOf) {
    const open = schema.anyOf.map((each) => resolve(document, each));
    return open.some((each) => typesOf(each).includes('object')) ? ['a', 7, true] : [];
  }
  const types = typesOf(schema);
  const wrong: unknown[] = [];
  if (schema.enum) wrong.push('khong-co', 5, {}, '');
  else {
    for (const type of types) wrong.push(...(WRONG[type] ?? []));
    if (types.length > 0 && !types.includes('null')) wrong.push(null);
  }
  if (schema.maxLength !== undefined) wrong.push('x'.repeat(schema.maxLength + 1));
  if ((schema.minLength ?? 0) > 0) wrong.push('x'.repeat((schema.minLength as number) - 1));
  if (schema.maximum !== undefined) wrong.push(schema.maximum + 1);
  if (schema.minimum !== undefined) wrong.push(schema.minimum - 1);
  if ((schema.minItems ?? 0) > 0) wrong.push([]);
  if (schema.format === 'uuid') wrong.push(...NO_UUIDS);
  if (schema.format === 'date') wrong.push(...NO_DATES);
  if (schema.format === 'date-time') wrong.push(...NO_INSTANTS);
  if (types.includes('array') && schema.items) {
    const inner = wrongValues(document, schema.items).filter((value) => value !== undefined);
    wrong.push(...inner.map((value) => [value]));
  }
  return wrong;
}

/** The same for what is written into an address, where everything is text. */
function wrongTexts(document: ApiDocument, given: Schema): string[] {
  const schema = resolve(document, given);
  if (typesOf(schema).includes('array')) return wrongTexts(document, schema.items ?? {});
  if (schema.enum) return ['khong-co', ' '];
  if (schema.format === 'uuid') return NO_UUIDS.filter((value) => value !== '');
  if (schema.format === 'date') return NO_DATES;
  if (schema.format === 'date-time') return NO_INSTANTS;
  const texts: string[] = [];
  if (typesOf(schema).includes('integer')) texts.push('abc', '1.5', '1e3', '');
  if (schema.minimum !== undefined) texts.push(String(schema.minimum - 1));
  if (schema.maximum !== undefined) texts.push(String(schema.maximum + 1));
  if (schema.maxLength !== undefined) texts.push('x'.repeat(schema.maxLength + 1));
  return texts;
}

/** Every fault of a JSON object, and of the objects inside it. */
function bodyFaults(document: ApiDocument, given: Schema, path: readonly string[]): Fault[] {
  const schema = resolve(document, given);
  const faults: Fault[] = [put([...path, 'khongCo'], 1)];
  for (const [name, field] of Object.entries(schema.properties ?? {})) {
    const place = [...path, name];
    if (schema.required?.includes(name)) faults.push(put(place, undefined));
    for (const value of wrongValues(document, field)) faults.push(put(place, value));
    const inner = resolve(document, field);
    if (typesOf(inner).includes('object') && inner.properties) faults.push(...bodyFaults(document, inner, place));
  }
  return faults;
}

/** Sets one field, making the objects on the way to it. */
const put =
  (path: readonly string[], value: unknown): Fault =>
  (call) => ({ ...call, body: { ...call.body, value: withField(call.body?.value, path, value) } as Call['body'] });

function withField(target: unknown, [name = '', ...rest]: readonly string[], value: unknown): unknown {
  const object = target !== null && typeof target === 'object' && !Array.isArray(target) ? target : {};
  const inner = rest.length > 0 ? withField((object as Record<string, unknown>)[name], rest, value) : value;
  const changed: Record<string, unknown> = { ...object, [name]: inner };
  if (inner === undefined) delete changed[name];
  return changed;
}

const raw =
  (type: string, text: string): Fault =>
  (call) => ({ ...call, body: { type, text } });

/** No route takes these, whether it takes a body or not. */
const UNREADABLE: Fault[] = [
  raw('application/json', '{"a":'),
  raw('application/json', '"chữ"'),
  raw('application/json', '\u0000'),
  raw('application/json', `${'['.repeat(40)}${']'.repeat(40)}`),
  raw('application/json; charset=latin1', '{}'),
  raw('application/xml', '<a/>'),
  raw('text/plain', 'a'),
];

/** Every fault of one operation. */
function faultsOf(document: ApiDocument, operation: Operation): Fault[] {
  const faults: Fault[] = [];
  const hasQuery = operation.parameters.some((parameter) => parameter.in === 'query');
  if (hasQuery) faults.push(query('khongCo', '1'));
  for (const { name, in: place, required, schema } of operation.parameters) {
    if (place === 'path') {
      for (const id of NO_UUIDS.filter((value) => value !== '')) {
        faults.push((call) => ({ ...call, path: { ...call.path, [name]: id } }));
      }
    }
    if (place === 'query') {
      if (required) faults.push(query(name, undefined));
      for (const text of wrongTexts(document, schema)) faults.push(query(name, text));
    }
    if (name === 'If-Match') {
      // Without a key: the same key and body would rightly get the first answer again, whatever version is named.
      const unkeyed = header('Idempotency-Key', undefined);
      for (const value of [undefined, '*', '"1"', 'W/"1.a"', '1.a']) {
        faults.push((call) => header(name, value)(unkeyed(call)));
      }
    }
    if (name === 'Idempotency-Key') {
      for (const value of ['a b', 'x'.repeat(256)]) faults.push(header(name, value));
    }
  }
  if (operation.body?.type === 'application/json') {
    faults.push(...bodyFaults(document, operation.body.schema, []));
    for (const value of [[], 5]) faults.push((call) => ({ ...call, body: { type: 'application/json', value } }));
  }
  if (operation.body?.type === 'multipart/form-data') {
    faults.push((call) => ({ ...call, body: { type: 'multipart/form-data' } }));
    faults.push((call) => ({ ...call, body: { type: 'application/json', value: { file: 'a' } } }));
    faults.push(raw('multipart/form-data', 'không có ranh giới'));
  }
  if (operation.body?.type === 'application/x-www-form-urlencoded') {
    for (const value of [{}, { grant_type: 'password' }]) {
      faults.push((call) => ({ ...call, body: { type: 'application/x-www-form-urlencoded', value } }));
    }
  }
  return faults;
}

const query =
  (name: string, value: string | undefined): Fault =>
  (call) => ({ ...call, query: { ...call.query, [name]: value === undefined ? [] : [value] } });

const header =
  (name: string, value: string | undefined): Fault =>
  (call) => {
    const headers = { ...call.headers };
    if (value === undefined) delete headers[name];
    else headers[name] = value;
    return { ...call, headers };
  };

/** A valid call with one fault in it. */
export function brokenCall(document: ApiDocument, operation: Operation, valid: fc.Arbitrary<Call>): fc.Arbitrary<Call> {
  const own = faultsOf(document, operation);
  const unreadable = { weight: 1, arbitrary: fc.constantFrom(...UNREADABLE) };
  const fault =
    own.length > 0 ? fc.oneof({ weight: 5, arbitrary: fc.constantFrom(...own) }, unreadable) : unreadable.arbitrary;
  return fc.tuple(valid, fault).map(([call, broken]) => ({ ...call, fault: broken }));
}
