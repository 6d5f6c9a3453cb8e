import { Controller, Get, Header, HttpStatus, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Permission } from '../identity/permission.decorator';
import type { HttpResponse } from '../shared/http/httpRequest';
import { Health, type HealthReport } from './health';

/** For load balancers and operators; outside /api/v1 because it is no part of the API's versions. */
@ApiTags('health')
@Controller('health')
@Permission('public')
export class HealthController {
  constructor(private readonly health: Health) {}

  @Get()
  @Header('Cache-Control', 'no-store')
  @ApiOperation({ summary: 'ok, degraded with reasons, or (503) down' })
  async show(@Res({ passthrough: true }) response: HttpResponse): Promise<HealthReport> {
    return withStatus(response, await this.health.report());
  }

  @Get('live')
  @Header('Cache-Control', 'no-store')
  @ApiOperation({ summary: 'The process answers' })
  live(): { status: 'ok' } {
    return { status: 'ok' };
  }

  @Get('ready')
  @Header('Cache-Control', 'no-store')
  @ApiOperation({ summary: '503 while requests cannot be served (database away)' })
  async ready(@Res({ passthrough: true }) response: HttpResponse): Promise<HealthReport> {
    return withStatus(response, await this.health.readiness());
  }
}

function withStatus(response: HttpResponse, report: HealthReport): HealthReport {
  if (report.status === 'down') response.status(HttpStatus.SERVICE_UNAVAILABLE);
  return report;
}
