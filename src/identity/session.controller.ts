import { Body, Controller, Delete, Get, HttpCode, Inject, Post, Put, Req, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { AppConfig } from '../config/appConfig';
import { APP_CONFIG } from '../shared/http/appConfig.token';
import { AppError } from '../shared/http/appError';
import type { HttpRequest, HttpResponse } from '../shared/http/httpRequest';
import type { Plain } from '../shared/http/plain';
import { CurrentPerson } from './currentPerson.decorator';
import type { SignedInPerson } from './domain/person';
import { ChangePasswordDto, SessionDto, SignInDto } from './dto/session.dto';
import { Permission } from './permission.decorator';
import { presentSession } from './presentSession';
import { clearSessionCookie, clientOf, setSessionCookie } from './sessionCookie';
import { Sessions } from './sessions';

@ApiTags('session')
@Controller('session')
export class SessionController {
  constructor(
    private readonly sessions: Sessions,
    @Inject(APP_CONFIG) private readonly config: AppConfig,
  ) {}

  @Post()
  @Permission('public')
  @ApiOperation({ summary: 'Sign in with a password' })
  @ApiCreatedResponse({ type: SessionDto })
  async signIn(
    @Body() { login, password, authority }: SignInDto,
    @Req() request: HttpRequest,
    @Res({ passthrough: true }) response: HttpResponse,
  ): Promise<Plain<SessionDto>> {
    const token = await this.sessions.signIn({ login, password, authority: authority ?? null }, clientOf(request));
    const person = await this.sessions.personOf(token);
    if (person === undefined) throw new AppError('SESSION.REFUSED');
    setSessionCookie(response, token, this.config.http.publicUrl);
    return presentSession(person, token);
  }

  @Get()
  @Permission('session.own')
  @ApiOperation({ summary: 'Who is signed in, with organisations, roles, permissions and CSRF token' })
  @ApiOkResponse({ type: SessionDto })
  show(@CurrentPerson() person: SignedInPerson, @Req() request: HttpRequest): Plain<SessionDto> {
    return presentSession(person, tokenIn(request));
  }

  @Delete()
  @HttpCode(204)
  @Permission('session.own')
  @ApiOperation({ summary: 'Sign out' })
  @ApiNoContentResponse()
  async signOut(
    @CurrentPerson() person: SignedInPerson,
    @Req() request: HttpRequest,
    @Res({ passthrough: true }) response: HttpResponse,
  ): Promise<void> {
    await this.sessions.signOut(person, tokenIn(request));
    clearSessionCookie(response, this.config.http.publicUrl);
  }

  @Put('password')
  @HttpCode(204)
  @Permission('session.own')
  @ApiOperation({ summary: "Change one's own password; one's other sessions end" })
  @ApiNoContentResponse()
  async changePassword(
    @CurrentPerson() person: SignedInPerson,
    @Body() { currentPassword, newPassword }: ChangePasswordDto,
    @Req() request: HttpRequest,
  ): Promise<void> {
    await this.sessions.changePassword(person, currentPassword, newPassword, clientOf(request));
  }
}

/** The guard has let the request through, so there is one. */
function tokenIn(request: HttpRequest): string {
  const { token } = clientOf(request);
  if (token === undefined) throw new Error('A route with a session has no session cookie');
  return token;
}
