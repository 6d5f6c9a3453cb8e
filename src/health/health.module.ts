import { Module, type DynamicModule } from '@nestjs/common';
import { Health } from './health';
import { HealthController } from './health.controller';
import { HEALTH_PROBES, type HealthProbe } from './healthProbe';

@Module({})
export class HealthModule {
  static with(probes: readonly HealthProbe[]): DynamicModule {
    return {
      module: HealthModule,
      controllers: [HealthController],
      providers: [Health, { provide: HEALTH_PROBES, useValue: probes }],
    };
  }
}
