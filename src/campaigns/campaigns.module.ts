import { Module } from '@nestjs/common';
import { CampaignsController } from './campaigns.controller';
import { CampaignFaultsController } from './faults.controller';
import { ClockController } from './clock.controller';

@Module({ controllers: [CampaignsController, CampaignFaultsController, ClockController] })
export class CampaignsModule {}
