import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AgencyController } from './agency.controller.js';
import { AgencyEntity } from './agency.entity.js';
import { AgencyQueries } from './agency.queries.js';
import { AgencyService } from './agency.service.js';
import { AgencyAliasEntity } from './agency-alias.entity.js';
import { AgencyDirectoryService } from './agency-directory.service.js';
import { AgencyGroupEntity, AgencyGroupMemberEntity, AgencySuccessionEntity } from './agency-group.entity.js';
import { LoadDirectoryService } from './load-directory.service.js';

// Owns agencies, their aliases and successors, groups with members by date, and the matching of names.
// Leaves to others: what an agency has to do (tasks), and who works there (identity).
@Module({
  imports: [
    TypeOrmModule.forFeature([
      AgencyEntity,
      AgencyAliasEntity,
      AgencyGroupEntity,
      AgencyGroupMemberEntity,
      AgencySuccessionEntity,
    ]),
  ],
  controllers: [AgencyController],
  providers: [AgencyQueries, AgencyService, AgencyDirectoryService, LoadDirectoryService],
  exports: [AgencyDirectoryService, LoadDirectoryService],
})
export class AgenciesModule {}
