import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';

export const DOCUMENTATION_PATH = 'api/docs';

/** OpenAPI 3.1 at /api/docs, as JSON at /api/openapi.json. */
export function addDocumentation(app: INestApplication, cookieName: string): void {
  const outline = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('Đôn Đốc')
    .setDescription(
      'Carries out an administrative plan. Errors are problem+json (RFC 9457) with the stable codes of /docs/errors. ' +
        'Requests that change something carry the X-CSRF-Token of GET /api/v1/session; a POST may carry an Idempotency-Key.',
    )
    .setVersion('1')
    .addCookieAuth(cookieName)
    .build();
  SwaggerModule.setup(DOCUMENTATION_PATH, app, () => SwaggerModule.createDocument(app, outline), {
    jsonDocumentUrl: 'api/openapi.json',
    raw: ['json'],
    customSiteTitle: 'Đôn Đốc – API',
  });
}
