import { type DynamicModule, Global, Module } from '@nestjs/common';
import { MulterModule } from '@nestjs/platform-express';
import { TypeOrmModule } from '@nestjs/typeorm';
import { FileEntity } from './file.entity.js';
import { FileReaders } from './file-readers.js';
import { FileStore } from './file-store.port.js';
import { FilesController } from './files.controller.js';
import { FilesService } from './files.service.js';
import { FolderFileStore } from './folder-file-store.js';
import { HttpScanner, NoScanner, Scanner } from './scanner.port.js';
import { SweepFilesJob } from './sweep-files.job.js';
import { UploadStorage } from './upload-storage.js';

export interface FilesSettings {
  /** Absolute folder of the uploaded files; replicas share it. */
  folder: string;
  /** Where content is sent to be looked at for malware; `undefined` scans nothing. */
  scanUrl: string | undefined;
}

// Owns uploaded files: how they come in, are looked through, kept, given out and swept. Leaves to the features: what
// a file is part of, and who reads it because of that (FileReaders, FilesService.attach).
@Global()
@Module({})
export class FilesModule {
  static with(settings: FilesSettings): DynamicModule {
    const core = {
      module: FilesCoreModule,
      imports: [TypeOrmModule.forFeature([FileEntity])],
      providers: [
        { provide: FileStore, useFactory: () => new FolderFileStore(settings.folder) },
        {
          provide: Scanner,
          useFactory: () => (settings.scanUrl === undefined ? new NoScanner() : new HttpScanner(settings.scanUrl)),
        },
        FileReaders,
        FilesService,
        UploadStorage,
        SweepFilesJob,
      ],
      exports: [FileReaders, FilesService, FileStore, UploadStorage],
    };
    return {
      module: FilesModule,
      imports: [
        core,
        MulterModule.registerAsync({
          imports: [core],
          inject: [UploadStorage],
          useFactory: (storage: UploadStorage) => ({ storage }),
        }),
      ],
      controllers: [FilesController],
      exports: [core],
    };
  }
}

/** What the reader of multipart forms needs to stand before the controller does. */
@Module({})
class FilesCoreModule {}
