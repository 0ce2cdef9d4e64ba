import { Controller, Get, Query, Res } from '@nestjs/common';
import { ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { attachmentHeader } from '../platform/files/file-name.js';
import { Endpoint } from '../platform/http/endpoint.js';
import { XLSX } from '../platform/spreadsheet/write-workbook.js';
import { AssignmentExportQuery, TaskExportQuery } from './task.dto.js';
import { TaskExportService } from './task-export.service.js';

// Registered before the controllers whose `:id` would take the file's name.
@ApiTags('tasks')
@Controller()
export class TaskExportController {
  constructor(private readonly exports: TaskExportService) {}

  @Get('tasks/export.xlsx')
  @Endpoint({
    summary: 'The list of tasks as Excel: the same filters and order, all pages, at most 20,000 rows',
    permission: 'tasks.read',
  })
  @ApiProduces(XLSX)
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  async tasks(@Query() query: TaskExportQuery, @Res() response: Response): Promise<void> {
    send(response, 'Nhiệm vụ.xlsx', await this.exports.ofTasks(query));
  }

  @Get('assignments/export.xlsx')
  @Endpoint({
    summary: 'The list of assignments as Excel: the same filters and order, all pages, at most 20,000 rows',
    permission: 'tasks.read',
  })
  @ApiProduces(XLSX)
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  async assignments(@Query() query: AssignmentExportQuery, @Res() response: Response): Promise<void> {
    send(response, 'Phân công.xlsx', await this.exports.ofAssignments(query));
  }
}

function send(response: Response, name: string, bytes: Buffer): void {
  response.setHeader('Content-Type', XLSX);
  response.setHeader('Content-Disposition', attachmentHeader(name));
  response.end(bytes);
}
