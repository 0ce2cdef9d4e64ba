import { ERROR_CODES, type ErrorCode } from '@plan/shared/vocabulary/error-codes';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import type { Answer } from './call.js';
import type { ApiDocument, Operation, Schema } from './contract.js';

/** Says what in an answer the document does not have: null when all of it stands there. */
export type AnswerCheck = (operation: Operation, answer: Answer) => string | null;

/** Fields that the document does not name are as wrong as fields that are missing. */
export function answerCheckOf(document: ApiDocument): AnswerCheck {
  const ajv = new Ajv2020({ strict: false, allErrors: false });
  formats.default(ajv as never);
  const schemas = Object.fromEntries(
    Object.entries(document.components.schemas).map(([name, schema]) => [name, closed(schema)]),
  );
  ajv.addSchema({ $id: 'api', components: { schemas } } as object);
  const compiled = new Map<string, ValidateFunction>();

  const bodyCheck = (schema: Schema): ValidateFunction => {
    const text = JSON.stringify(schema).replaceAll('"#/components/', '"api#/components/');
    const known = compiled.get(text) ?? ajv.compile(JSON.parse(text));
    compiled.set(text, known);
    return known;
  };

  return (operation, answer) => {
    if (answer.status >= 500) return `status ${answer.status}: ${answer.text}`;
    const response = operation.responses[String(answer.status)];
    if (!response) return `status ${answer.status} is not documented: ${answer.text.slice(0, 500)}`;
    const type = (answer.headers['content-type'] ?? '').split(';')[0] as string;
    const contents = response.content ?? {};
    if (Object.keys(contents).length === 0) return answer.text === '' ? null : `a body where none is documented`;
    const content = contents[type];
    if (!content) return `content type ${type || '(none)'} of ${answer.status} is not documented`;
    if (!/json$/.test(type)) return null;
    const body = JSON.parse(answer.text) as { code?: ErrorCode; status?: number };
    const check = bodyCheck(content.schema);
    if (!check(body)) return `${ajv.errorsText(check.errors)} in ${answer.text.slice(0, 500)}`;
    if (answer.status < 400) return null;
    const code = body.code as ErrorCode;
    if (!operation.codes.includes(code)) return `code ${code} is not documented: ${answer.text}`;
    if (body.status !== answer.status || ERROR_CODES[code].status !== answer.status)
      return `${code} as ${answer.status}`;
    return null;
  };
}

function closed(schema: Schema): Schema {
  const open = schema.properties === undefined || schema.additionalProperties !== undefined;
  return open ? schema : { ...schema, additionalProperties: false };
}
