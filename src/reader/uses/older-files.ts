import { type FileSystemHost, Project, type ts } from 'ts-morph';
import type { OlderPackage } from './older-package.ts';
import { compiledText, isComponent, writtenName } from './component-script.ts';
import { resolver } from './resolver.ts';

/** A project of the compiler that sees the older package and writes nothing. */
export function olderProject(older: OlderPackage, compilerOptions: ts.CompilerOptions): Project {
  return new Project({
    compilerOptions: { ...compilerOptions, noEmit: true, skipLibCheck: true },
    fileSystem: readOnly(new Project().getFileSystem(), older),
    skipAddingFilesFromTsConfig: true,
    skipFileDependencyResolution: true,
    resolutionHost: (host, options) => {
      const resolve = resolver(older, options(), host);
      return { resolveModuleNames: (names, from) => names.map((name) => resolve(name, from)) };
    },
  });
}

function readOnly(disk: FileSystemHost, older: OlderPackage): FileSystemHost {
  return {
    isCaseSensitive: () => disk.isCaseSensitive(),
    readDirSync: (path) => disk.readDirSync(path),
    readFile: async (path, encoding) => older.text(path) ?? (await disk.readFile(path, encoding)),
    readFileSync: (path, encoding) =>
      older.text(path) ?? (isComponent(path) ? compiledText(path) : disk.readFileSync(path, encoding)),
    fileExists: async (path) => older.text(path) !== undefined || (await disk.fileExists(path)),
    fileExistsSync: (path) => older.text(path) !== undefined || disk.fileExistsSync(writtenName(path)),
    directoryExists: async (path) => older.has(`${path}/`) || (await disk.directoryExists(path)),
    directoryExistsSync: (path) => older.has(`${path}/`) || disk.directoryExistsSync(path),
    realpathSync: (path) => (older.text(path) === undefined ? disk.realpathSync(path) : path),
    getCurrentDirectory: () => disk.getCurrentDirectory(),
    glob: (patterns) => disk.glob(patterns),
    globSync: (patterns) => disk.globSync(patterns),
    delete: refuse,
    deleteSync: refuse,
    writeFile: refuse,
    writeFileSync: refuse,
    mkdir: refuse,
    mkdirSync: refuse,
    move: refuse,
    moveSync: refuse,
    copy: refuse,
    copySync: refuse,
  };
}

function refuse(): never {
  throw new Error('The files of a user are read only');
}
