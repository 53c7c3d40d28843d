import { relative } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";

/** The client and the walk, which lie as if beside the types that are generated for them. */
export const CLIENT = fileURLToPath(new URL("./client/", import.meta.url));

/**
 * Checks files against the generated types.
 * @param generated the folder of `openapi.d.ts`
 * @returns `file:line message` of every error
 */
export function typeErrors(generated: string, files: string[]): string[] {
  const program = ts.createProgram(files, {
    ...{ strict: true, noUncheckedIndexedAccess: true, noEmit: true, verbatimModuleSyntax: true },
    ...{ target: ts.ScriptTarget.ESNext, module: ts.ModuleKind.Preserve },
    ...{ moduleResolution: ts.ModuleResolutionKind.Bundler, allowImportingTsExtensions: true },
    // The generated types are checked too; only those of the language are taken as they are.
    ...{ lib: ["lib.esnext.d.ts"], types: [], skipDefaultLibCheck: true },
    rootDirs: [CLIENT, generated],
  });
  return ts.getPreEmitDiagnostics(program).map(({ file, start, messageText }) => {
    const text = ts.flattenDiagnosticMessageText(messageText, " ");
    if (!file) return text;
    const { line } = file.getLineAndCharacterOfPosition(start ?? 0);
    return `${relative(CLIENT, file.fileName).split("/").at(-1)}:${line + 1} ${text}`;
  });
}
