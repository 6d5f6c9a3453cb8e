import { Inject, Injectable } from '@nestjs/common';
import type { AppConfig } from '../config/appConfig';
import type { Tx } from '../database/transaction';
import { APP_CONFIG } from '../shared/http/appConfig.token';
import { AppError } from '../shared/http/appError';
import { Database } from '../shared/http/database';
import { recordOfAccount, setPassword } from './accounts';
import { normalLogin, type PasswordRefusal } from './domain/credentials';
import { actorOf, type SignedInPerson } from './domain/person';
import { ADDRESS_LIMITS, addressSubject, LOGIN_LIMITS, loginSubject } from './domain/throttle';
import { hashPassword, isOutdated, passwordFits } from './passwordHash';
import {
  accountOf,
  accountsWithLogin,
  demoAccountsWithLogin,
  renewPasswordHash,
  type Account,
} from './persistence/accountStore';
import { deleteEndedSessions, deleteSession, insertSession, personOfSession } from './persistence/sessionStore';
import { countAttempt, forgiveAttempt } from './persistence/throttleStore';
import { newSessionToken, tokenHash } from './sessionToken';

/** Whose browser asks. */
export interface Client {
  readonly ip: string;
  readonly userAgent: string | null;
  /** The session that its cookie names; it ends when a new one begins. */
  readonly token: string | undefined;
}

export interface Credentials {
  readonly login: string;
  readonly password: string;
  /** Key of the authority; needed only where several on one server use the same login. */
  readonly authority: string | null;
}

const MAX_USER_AGENT_LENGTH = 300;

const PASSWORD_FAULTS = {
  'PASSWORD.TOO_SHORT': 'Mật khẩu phải có ít nhất 10 ký tự.',
  'PASSWORD.IS_LOGIN': 'Mật khẩu không được trùng tên đăng nhập.',
} as const satisfies Record<PasswordRefusal, string>;

/** Sessions: how they begin, whom they belong to, how they end. */
@Injectable()
export class Sessions {
  constructor(
    private readonly database: Database,
    @Inject(APP_CONFIG) private readonly config: AppConfig,
  ) {}

  /**
   * Signs in with a password. Returns the token of the new session.
   * @throws AppError SESSION.REFUSED, the same and after the same time for an unknown login; RATE.LIMITED
   */
  async signIn(credentials: Credentials, client: Client): Promise<string> {
    const login = normalLogin(credentials.login);
    await this.countAttempt(login, client);
    const accounts = await this.database.reading((tx) => accountsWithLogin(tx, login, credentials.authority));
    const account = accounts.length === 1 ? accounts[0] : undefined;
    const fits = await passwordFits(account?.passwordHash ?? null, credentials.password);
    if (account === undefined || !fits) throw new AppError('SESSION.REFUSED');
    const renewed =
      account.passwordHash !== null && isOutdated(account.passwordHash)
        ? await hashPassword(credentials.password)
        : null;
    return this.database.inTransaction(async (tx) => {
      await forgiveAttempt(tx, addressSubject(client.ip), loginSubject(login));
      if (renewed !== null) await renewPasswordHash(tx, account, renewed);
      return this.begin(tx, account, client, 'PASSWORD');
    });
  }

  /**
   * Enters a demo account with one press.
   * @throws AppError NOT_FOUND for every other account
   */
  async signInAsDemo(login: string, authority: string | null, client: Client): Promise<string> {
    return this.database.inTransaction(async (tx) => {
      const [account, another] = await demoAccountsWithLogin(tx, normalLogin(login), authority);
      if (account === undefined || another !== undefined) throw new AppError('NOT_FOUND');
      return this.begin(tx, account, client, 'DEMO');
    });
  }

  /** Whose session this is; undefined when it has ended. */
  async personOf(token: string): Promise<SignedInPerson | undefined> {
    return this.database.reading((tx) => personOfSession(tx, tokenHash(token), this.config.sessions.idleMs));
  }

  async signOut(person: SignedInPerson, token: string): Promise<void> {
    await this.database.inTransaction(async (tx) => {
      await deleteSession(tx, tokenHash(token));
      await recordOfAccount(tx, person.personId, 'SIGNED_OUT', actorOf(person), {});
    });
  }

  /**
   * Changes one's own password; one's other sessions end.
   * @throws AppError PASSWORD.NOT_SET for a demo account; RATE.LIMITED; VALUE.INVALID
   */
  async changePassword(person: SignedInPerson, present: string, next: string, client: Client): Promise<void> {
    const account = await this.database.reading((tx) => accountOf(tx, person.personId));
    if (account === undefined || account.passwordHash === null) throw new AppError('PASSWORD.NOT_SET');
    await this.countAttempt(normalLogin(account.login), client);
    if (!(await passwordFits(account.passwordHash, present)))
      throw wrongValue('/currentPassword', 'PASSWORD.WRONG', 'Mật khẩu hiện tại không đúng.');
    const kept = client.token === undefined ? null : tokenHash(client.token);
    const refusal = await this.database.inTransaction(async (tx) => {
      await forgiveAttempt(tx, addressSubject(client.ip), loginSubject(normalLogin(account.login)));
      return setPassword(tx, person.personId, next, actorOf(person), kept);
    });
    if (refusal !== null) throw wrongValue('/newPassword', refusal, PASSWORD_FAULTS[refusal]);
  }

  private async countAttempt(login: string, client: Client): Promise<void> {
    await this.database.inTransaction(async (tx) => {
      const waitMs = await countAttempt(tx, [
        { subject: loginSubject(login), limits: LOGIN_LIMITS },
        { subject: addressSubject(client.ip), limits: ADDRESS_LIMITS },
      ]);
      if (waitMs > 0) throw new AppError('RATE.LIMITED', { retryAfterSeconds: waitMs / 1000 });
    });
  }

  /** A session always begins with a new token: one that was planted in the browser before is worth nothing. */
  private async begin(tx: Tx, account: Account, client: Client, way: 'PASSWORD' | 'DEMO'): Promise<string> {
    const token = newSessionToken();
    await deleteEndedSessions(tx, this.config.sessions.idleMs);
    if (client.token !== undefined) await deleteSession(tx, tokenHash(client.token));
    await insertSession(tx, {
      idHash: tokenHash(token),
      personId: account.personId,
      maxMs: this.config.sessions.maxMs,
      userAgent: client.userAgent?.slice(0, MAX_USER_AGENT_LENGTH) ?? null,
      ip: client.ip,
    });
    const actor = { personId: account.personId, onBehalfOf: null, source: 'API' } as const;
    await recordOfAccount(tx, account.personId, 'SIGNED_IN', actor, { way });
    return token;
  }
}

function wrongValue(pointer: string, code: string, message: string): AppError {
  return new AppError('VALUE.INVALID', { extra: { errors: [{ pointer, code, message }] } });
}
