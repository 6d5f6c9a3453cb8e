import { Injectable } from '@nestjs/common';
import { AppError } from '../shared/http/appError';
import { Database } from '../shared/http/database';
import { demoAccounts, type DemoAccountRow } from './persistence/accountStore';

export type DemoAccount = DemoAccountRow;

@Injectable()
export class DemoAccounts {
  constructor(private readonly database: Database) {}

  /** @throws AppError NOT_FOUND where nothing was seeded as a demo */
  async list(): Promise<readonly DemoAccount[]> {
    const accounts = await this.database.reading(demoAccounts);
    if (accounts.length === 0) throw new AppError('NOT_FOUND');
    return accounts;
  }
}
