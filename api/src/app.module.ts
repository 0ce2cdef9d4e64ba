import { type DynamicModule, Module } from '@nestjs/common';
import { AgenciesModule } from './agencies/agencies.module.js';
import { CalendarModule } from './calendar/calendar.module.js';
import { ExtensionsModule } from './extensions/extensions.module.js';
import { FiguresModule } from './figures/figures.module.js';
import { IdentityModule } from './identity/identity.module.js';
import type { SessionTokenSettings } from './identity/session-token.js';
import type { SignInSettings } from './identity/sign-in-settings.js';
import { InspectionsModule } from './inspections/inspections.module.js';
import { NoticesModule } from './notices/notices.module.js';
import { ObstaclesModule } from './obstacles/obstacles.module.js';
import { PlanImportModule } from './plan-import/plan-import.module.js';
import { PlansModule } from './plans/plans.module.js';
import { PlatformModule, type PlatformSettings } from './platform/platform.module.js';
import { RemindersModule } from './reminders/reminders.module.js';
import { ReportsModule } from './reports/reports.module.js';
import { TasksModule } from './tasks/tasks.module.js';

export interface AppSettings extends PlatformSettings {
  sessionToken: SessionTokenSettings;
  signIn: SignInSettings;
}

// The only list of all features, in the order of the stairs: each uses the platform and those above it.
@Module({})
export class AppModule {
  static with(settings: AppSettings): DynamicModule {
    return {
      module: AppModule,
      imports: [
        PlatformModule.with(settings),
        CalendarModule,
        AgenciesModule,
        IdentityModule.with(settings.sessionToken, settings.signIn),
        PlansModule,
        TasksModule,
        PlanImportModule,
        ExtensionsModule,
        ObstaclesModule,
        InspectionsModule,
        ReportsModule,
        RemindersModule,
        NoticesModule.with(settings.rings),
        FiguresModule,
      ],
    };
  }
}
