import type { ErrorCode } from '@plan/shared/vocabulary/error-codes';
import type { Permission } from '@plan/shared/vocabulary/permissions';

/** JSON Schema as far as the document uses it. */
export interface Schema {
  $ref?: string;
  type?: string | string[];
  format?: string;
  enum?: unknown[];
  allOf?: Schema[];
  anyOf?: Schema[];
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: boolean | Schema;
  items?: Schema;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  minItems?: number;
  maxItems?: number;
  uniqueItems?: boolean;
}

export interface Parameter {
  name: string;
  in: 'path' | 'query' | 'header';
  required?: boolean;
  schema: Schema;
}

interface DocumentedOperation {
  'x-permission': Permission | 'public';
  'x-scopes'?: string[];
  'x-error-codes': ErrorCode[];
  parameters?: Parameter[];
  requestBody?: { content: Record<string, { schema: Schema }> };
  responses: Record<string, { content?: Record<string, { schema: Schema }> }>;
}

export interface ApiDocument {
  paths: Record<string, Record<string, DocumentedOperation>>;
  components: { schemas: Record<string, Schema> };
}

export interface Operation {
  /** `GET /api/v1/plans/{id}` */
  route: string;
  method: string;
  path: string;
  permission: Permission | 'public';
  codes: readonly ErrorCode[];
  parameters: readonly Parameter[];
  body: { type: string; schema: Schema } | null;
  responses: DocumentedOperation['responses'];
}

export function operationsOf(document: ApiDocument): Operation[] {
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => {
      const [type, content] = Object.entries(operation.requestBody?.content ?? {})[0] ?? [];
      return {
        route: `${method.toUpperCase()} ${path}`,
        method: method.toUpperCase(),
        path,
        permission: operation['x-permission'],
        codes: operation['x-error-codes'],
        parameters: operation.parameters ?? [],
        body: type && content ? { type, schema: content.schema } : null,
        responses: operation.responses,
      };
    }),
  );
}

/** The schema itself, with a reference and a lone `allOf` followed. */
export function resolve(document: ApiDocument, schema: Schema): Schema {
  if (schema.$ref) {
    const target = document.components.schemas[schema.$ref.replace('#/components/schemas/', '')];
    if (!target) throw new Error(`the document has no ${schema.$ref}`);
    return resolve(document, target);
  }
  if (schema.allOf?.length === 1)
    return { ...schema, allOf: undefined, ...resolve(document, schema.allOf[0] as Schema) };
  return schema;
}

export const typesOf = (schema: Schema): string[] =>
  schema.type === undefined ? [] : Array.isArray(schema.type) ? schema.type : [schema.type];
