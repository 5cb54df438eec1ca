/** The paths of the repository that a Markdown page names, in links and in inline code. */
import { posix } from 'node:path';

const topFolders = /^(?:\.\/)?(?:\.cargo|\.ci|bench|crates|docs|examples|packages|scripts|test)\//;
const rootFiles = /^(?:README\.md|Cargo\.(?:toml|lock)|package(?:-lock)?\.json|tsconfig(?:\.\w+)?\.json)$/;

/** Code blocks hold commands and maps, whose words are not all paths of the repository. */
function withoutCodeBlocks(text: string): string {
  return text.replace(/^(```|~~~)[^]*?^\1/gm, '');
}

/** `a/{b,c}` names `a/b` and `a/c`; `a/*.ts` and `a/<name>.ts` name `a`. */
function expand(path: string): string[] {
  const braces = /^(.*?)\{([^}]*)\}(.*)$/.exec(path);
  if (braces) {
    const [, before = '', choices = '', after = ''] = braces;
    return choices.split(',').flatMap((choice) => expand(before + choice.trim() + after));
  }
  const segments = path.split('/');
  const end = segments.findIndex((segment) => /[*<…]/.test(segment));
  return [segments.slice(0, end < 0 ? undefined : end).join('/')];
}

/** Paths relative to the root, for a page at `page`. */
export function readDocPaths(page: string, text: string): string[] {
  const prose = withoutCodeBlocks(text);
  const named = [...prose.matchAll(/`([^`\s]+)`/g)]
    .map(([, code = '']) => code)
    .filter((code) => topFolders.test(code) || rootFiles.test(code));
  const linked = [...prose.matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target = '']) => target.replace(/#.*$/, ''))
    .filter((target) => target !== '' && !/^[a-z]+:/.test(target))
    .map((target) => posix.join(posix.dirname(page), target));
  return [...named, ...linked].flatMap(expand);
}
