import { Module } from '@nestjs/common';
import { CampaignsController } from './campaigns.controller';
import { ClockController } from './clock.controller';

@Module({ controllers: [CampaignsController, ClockController] })
export class CampaignsModule {}
