import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { PERMISSIONS, type PermissionEntry } from '@plan/shared/vocabulary/permissions';

const DESCRIPTION = `Kế hoạch thực hiện Đề án 06: nhiệm vụ, phân công, thời hạn, tiến độ.

- A day is \`YYYY-MM-DD\` in Asia/Ho_Chi_Minh; an instant is RFC 3339 in UTC.
- Every 4xx and 5xx is an RFC 9457 problem document with a stable \`code\`.
- Lists are \`{items, nextCursor}\`; a multi-value parameter repeats its key.
- What changes has a strong ETag; \`If-Match\` where the operation says so.
- A POST with an effect takes an \`Idempotency-Key\`; API clients must send one.
- Other systems call with \`X-API-Key\`, or with \`Authorization: Bearer\` and a token from \`POST /auth/tokens\`; never two kinds of credentials at once.
- \`RateLimit-Policy\` and \`RateLimit\` say what is left of the minute; 429 has \`Retry-After\`.`;

/** The OpenAPI 3.1 document, written by the code itself. */
export function openApiDocument(app: INestApplication): OpenAPIObject {
  const config = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('Kế hoạch Đề án 06')
    .setDescription(DESCRIPTION)
    .setVersion('1')
    .setLicense('MIT', 'https://opensource.org/license/mit')
    .addServer('/')
    .addCookieAuth('plan_session', { type: 'apiKey', in: 'cookie' }, 'session')
    .addBearerAuth({ type: 'http', scheme: 'bearer', bearerFormat: 'JWT' }, 'token')
    .addApiKey({ type: 'apiKey', in: 'header', name: 'X-API-Key' }, 'key')
    .addSecurityRequirements('session')
    .build();
  const document = SwaggerModule.createDocument(app, config, {
    operationIdFactory: (controllerKey, methodKey) => `${controllerKey.replace(/Controller$/, '')}_${methodKey}`,
  });
  for (const path of Object.values(document.paths)) {
    for (const operation of Object.values(path) as Record<string, unknown>[]) {
      const permission = operation['x-permission'];
      if (permission === 'public') operation.security = [];
      const scopes = (PERMISSIONS as Record<string, PermissionEntry | undefined>)[String(permission)]?.scopes;
      if (!scopes) continue;
      operation['x-scopes'] = [...scopes];
      operation.security = [{ session: [] }, { token: [] }, { key: [] }];
    }
  }
  return document;
}
