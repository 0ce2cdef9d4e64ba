import { Injectable } from '@nestjs/common';
import type { Request } from 'express';
import type { StorageEngine } from 'multer';
import type { Actor } from '../auth/actor.js';
import type { IncomingContent } from './file-store.port.js';
import { FileStore } from './file-store.port.js';
import { FilesService } from './files.service.js';

/** What the reader of the form hands to the controller: the sender's name of the file, and where its content came in. */
export interface UploadedContent {
  originalname: string;
  incoming: IncomingContent;
}

/** Leads the file of a multipart form straight into the store, piece by piece, after the sender's room was checked. */
@Injectable()
export class UploadStorage implements StorageEngine {
  constructor(
    private readonly store: FileStore,
    private readonly files: FilesService,
  ) {}

  _handleFile(
    request: Request & { actor?: Actor },
    file: Express.Multer.File,
    done: (error?: unknown, info?: Partial<Express.Multer.File>) => void,
  ): void {
    const receive = async (): Promise<IncomingContent> => {
      if (!request.actor) throw new Error('an upload without an actor');
      await this.files.checkRoom(request.actor);
      return this.store.receive(file.stream);
    };
    receive().then(
      (incoming) => done(null, { incoming } as unknown as Partial<Express.Multer.File>),
      (error: unknown) => {
        file.stream.resume();
        done(error);
      },
    );
  }

  _removeFile(_: Request, file: Express.Multer.File, done: (error: Error | null) => void): void {
    const { incoming } = file as unknown as Partial<UploadedContent>;
    (incoming ? this.store.discard(incoming.ticket) : Promise.resolve()).then(
      () => done(null),
      (error: Error) => done(error),
    );
  }
}
