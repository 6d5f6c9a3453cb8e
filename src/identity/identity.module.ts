import { Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { DemoController } from './demo.controller';
import { DemoAccounts } from './demoAccounts';
import { PermissionGuard } from './permission.guard';
import { SessionController } from './session.controller';
import { Sessions } from './sessions';

@Module({
  controllers: [SessionController, DemoController],
  providers: [Sessions, DemoAccounts, { provide: APP_GUARD, useClass: PermissionGuard }],
})
export class IdentityModule {}
