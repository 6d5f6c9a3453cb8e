import { Body, Controller, Get, Inject, Post, Req, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { AppConfig } from '../config/appConfig';
import { APP_CONFIG } from '../shared/http/appConfig.token';
import { AppError } from '../shared/http/appError';
import type { HttpRequest, HttpResponse } from '../shared/http/httpRequest';
import type { Plain } from '../shared/http/plain';
import { DemoAccounts } from './demoAccounts';
import { DemoAccountDto, DemoSignInDto, SessionDto } from './dto/session.dto';
import { Permission } from './permission.decorator';
import { presentSession } from './presentSession';
import { clientOf, setSessionCookie } from './sessionCookie';
import { Sessions } from './sessions';

/** Only where the data was seeded as a demo; elsewhere both answer 404, as if they did not exist. */
@ApiTags('session')
@Controller()
export class DemoController {
  constructor(
    private readonly accounts: DemoAccounts,
    private readonly sessions: Sessions,
    @Inject(APP_CONFIG) private readonly config: AppConfig,
  ) {}

  @Get('demo-accounts')
  @Permission('public')
  @ApiOperation({ summary: 'Accounts of the demo, named by office' })
  @ApiOkResponse({ type: [DemoAccountDto] })
  list(): Promise<readonly Plain<DemoAccountDto>[]> {
    return this.accounts.list();
  }

  @Post('demo-session')
  @Permission('public')
  @ApiOperation({ summary: 'Enter a demo account' })
  @ApiCreatedResponse({ type: SessionDto })
  async signIn(
    @Body() { login, authority }: DemoSignInDto,
    @Req() request: HttpRequest,
    @Res({ passthrough: true }) response: HttpResponse,
  ): Promise<Plain<SessionDto>> {
    const token = await this.sessions.signInAsDemo(login, authority ?? null, clientOf(request));
    const person = await this.sessions.personOf(token);
    if (person === undefined) throw new AppError('NOT_FOUND');
    setSessionCookie(response, token, this.config.http.publicUrl);
    return presentSession(person, token);
  }
}
