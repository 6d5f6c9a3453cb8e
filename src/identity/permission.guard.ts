import { Inject, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { AppConfig } from '../config/appConfig';
import { APP_CONFIG } from '../shared/http/appConfig.token';
import { AppError } from '../shared/http/appError';
import { headerOf, type HttpRequest } from '../shared/http/httpRequest';
import { isOwnOrigin } from './domain/origin';
import { hasPermission } from './domain/person';
import type { RouteRight } from './domain/permissions';
import { ROUTE_RIGHT } from './permission.decorator';
import { Sessions } from './sessions';
import { isCsrfToken, SESSION_COOKIE, tokenOf } from './sessionToken';

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Stands before every route: origin, session, CSRF token and permission, in this order. */
@Injectable()
export class PermissionGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly sessions: Sessions,
    @Inject(APP_CONFIG) private readonly config: AppConfig,
  ) {}

  /** @throws AppError CSRF.INVALID, SESSION.REQUIRED or PERMISSION.MISSING; Error for a route without a right */
  async canActivate(context: ExecutionContext): Promise<boolean> {
    const right = this.reflector.getAllAndOverride<RouteRight | undefined>(ROUTE_RIGHT, [
      context.getHandler(),
      context.getClass(),
    ]);
    if (right === undefined) {
      throw new Error(
        `${context.getClass().name}.${context.getHandler().name} names no permission: add @Permission(…)`,
      );
    }
    const request = context.switchToHttp().getRequest<HttpRequest>();
    const isUnsafe = !SAFE_METHODS.has(request.method);
    if (isUnsafe) this.checkOrigin(request);
    if (right === 'public') return true;
    const token = tokenOf(request.cookies?.[SESSION_COOKIE]);
    const person = token === undefined ? undefined : await this.sessions.personOf(token);
    if (token === undefined || person === undefined) throw new AppError('SESSION.REQUIRED');
    if (isUnsafe && !isCsrfToken(token, headerOf(request, 'x-csrf-token'))) throw new AppError('CSRF.INVALID');
    if (right !== 'session.own' && !hasPermission(person, right))
      throw new AppError('PERMISSION.MISSING', { extra: { permission: right } });
    request.person = person;
    return true;
  }

  private checkOrigin(request: HttpRequest): void {
    const origin = headerOf(request, 'origin');
    if (origin !== undefined && !isOwnOrigin(origin, headerOf(request, 'host'), this.config.http.publicUrl))
      throw new AppError('CSRF.INVALID', { detail: 'Trang gửi yêu cầu không có địa chỉ công bố của hệ thống.' });
  }
}
