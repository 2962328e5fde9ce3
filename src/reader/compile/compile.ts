import { ts } from 'ts-morph';

const OPTIONS: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.ESNext,
  moduleDetection: ts.ModuleDetectionKind.Force,
  newLine: ts.NewLineKind.LineFeed,
  verbatimModuleSyntax: true,
  isolatedModules: true,
  declaration: true,
  isolatedDeclarations: true,
  // Each file says of itself all that is needed: nothing beside it is read.
  noResolve: true,
  noLib: true,
  noCheck: true,
  types: [],
};

const FOLDER = '/package/';

/** What the compiler had to say of a file. */
export interface CompileProblem {
  readonly path: string;
  readonly message: string;
}

export interface Compiled {
  /** JavaScript and declarations by path within the package. */
  readonly files: ReadonlyMap<string, string>;
  readonly problems: readonly CompileProblem[];
}

/** JavaScript and declarations of the TypeScript files of a package, by path; nothing of the disk is read. */
export function compile(texts: ReadonlyMap<string, string>): Compiled {
  const files = new Map<string, string>();
  const textOf = (path: string): string | undefined => texts.get(path.slice(FOLDER.length));
  const host: ts.CompilerHost = {
    getSourceFile: (path, language) => {
      const text = textOf(path);
      return text === undefined ? undefined : ts.createSourceFile(path, text, language);
    },
    fileExists: (path) => textOf(path) !== undefined,
    readFile: textOf,
    writeFile: (path, text) => files.set(path.slice(FOLDER.length), text),
    getDefaultLibFileName: () => '',
    getCurrentDirectory: () => FOLDER,
    getCanonicalFileName: (path) => path,
    useCaseSensitiveFileNames: () => true,
    getNewLine: () => '\n',
  };
  const names = [...texts.keys()].filter((path) => path.endsWith('.ts')).map((path) => FOLDER + path);
  const program = ts.createProgram(names, OPTIONS, host);
  const { diagnostics } = program.emit();
  return { files, problems: [...program.getSyntacticDiagnostics(), ...diagnostics].map(problemOf) };
}

function problemOf({ file, start, messageText }: ts.Diagnostic): CompileProblem {
  const path = file?.fileName.slice(FOLDER.length) ?? '';
  const line = file && start !== undefined ? file.getLineAndCharacterOfPosition(start).line + 1 : 1;
  return { path, message: `line ${line}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}` };
}
