import helmet, { type HelmetOptions } from 'helmet';

/**
 * Everything from our own address, nothing inline: a text that somebody typed can never become a program.
 * @param isHttps over plain HTTP (a machine of one's own) a browser would be sent to an address that does not answer
 */
export function pageSecurity(isHttps: boolean): ReturnType<typeof helmet> {
  return helmet({
    contentSecurityPolicy: { useDefaults: false, directives: directives(isHttps, ["'self'"]) },
    strictTransportSecurity: isHttps ? { maxAge: 31_536_000, includeSubDomains: false } : false,
    referrerPolicy: { policy: 'same-origin' },
  } satisfies HelmetOptions);
}

/** For the API's documentation alone: Swagger UI styles its page and draws its icons inline. */
export function documentationSecurity(isHttps: boolean): ReturnType<typeof helmet.contentSecurityPolicy> {
  return helmet.contentSecurityPolicy({
    useDefaults: false,
    directives: directives(isHttps, ["'self'", "'unsafe-inline'"]),
  });
}

function directives(isHttps: boolean, styleSrc: readonly string[]): Record<string, Iterable<string>> {
  return {
    'default-src': ["'self'"],
    'script-src': ["'self'"],
    'style-src': styleSrc,
    'img-src': ["'self'", 'data:'],
    'object-src': ["'none'"],
    'base-uri': ["'self'"],
    'form-action': ["'self'"],
    'frame-ancestors': ["'none'"],
    ...(isHttps ? { 'upgrade-insecure-requests': [] } : {}),
  };
}
